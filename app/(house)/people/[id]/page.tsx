import type { Metadata } from 'next'
import { orNotFound, type SearchParams } from '@/lib/params'
import { canDisable, canManagePeople } from '@/lib/people/policy'
import { accountOf, countAdmins } from '@/lib/people/queries'
import { notHere, requirePerson } from '@/lib/people/session'
import { PersonPage } from '@/lib/people/ui/person-page'

export const metadata: Metadata = { title: 'Account' }

export default async function OnePersonPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: SearchParams
}) {
  const person = await requirePerson()
  if (!canManagePeople(person).allowed) notHere()
  const account = await orNotFound(accountOf(person, (await params).id))
  const mayDisable = canDisable(person, account, await countAdmins())
  const did = String((await searchParams).did ?? '')
  return <PersonPage account={account} mayDisable={mayDisable} here={person.sessionId} did={did} now={new Date()} />
}
