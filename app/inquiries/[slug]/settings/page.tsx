import type { Metadata } from 'next'
import { settingsOf } from '@/lib/inquiries/queries'
import { Settings } from '@/lib/inquiries/ui/settings'
import { orNotFound, type SearchParams } from '@/lib/params'
import { requirePerson } from '@/lib/people/session'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const person = await requirePerson()
  const { inquiry, members } = await orNotFound(settingsOf(person, (await params).slug))
  const did = String((await searchParams).did ?? '')
  return <Settings inquiry={inquiry} members={members} me={person.userId} did={did} />
}
