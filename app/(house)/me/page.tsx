import type { Metadata } from 'next'
import type { SearchParams } from '@/lib/params'
import { accountOf } from '@/lib/people/queries'
import { requirePerson } from '@/lib/people/session'
import { MyPage } from '@/lib/people/ui/my-page'

export const metadata: Metadata = { title: 'My page' }

export default async function Me({ searchParams }: { searchParams: SearchParams }) {
  const person = await requirePerson()
  const account = await accountOf(person, person.userId)
  return <MyPage person={person} account={account} did={String((await searchParams).did ?? '')} now={new Date()} />
}
