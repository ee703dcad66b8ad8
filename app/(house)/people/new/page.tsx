import type { Metadata } from 'next'
import { canManagePeople } from '@/lib/people/policy'
import { notHere, requirePerson } from '@/lib/people/session'
import { PersonForm } from '@/lib/people/ui/person-form'
import { Crumb, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Make an account' }

export default async function NewPersonPage() {
  if (!canManagePeople(await requirePerson()).allowed) notHere()
  return (
    <>
      <Crumb trail={[{ label: 'People', href: '/people' }]} here="Make an account" />
      <PageHead title="Make an account" />
      <PersonForm />
    </>
  )
}
