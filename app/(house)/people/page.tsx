import type { Metadata } from 'next'
import { orNotFound } from '@/lib/params'
import { listPeople } from '@/lib/people/queries'
import { requirePerson } from '@/lib/people/session'
import { PeopleList } from '@/lib/people/ui/people-list'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  return <PeopleList people={await orNotFound(listPeople(await requirePerson()))} />
}
