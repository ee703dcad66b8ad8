import { redirect } from 'next/navigation'
import { inquiriesOf } from '@/lib/inquiries/queries'
import { requirePerson } from '@/lib/people/session'

/** The front door: to the only inquiry somebody is in, else to the choice of them. */
export default async function FrontPage() {
  const person = await requirePerson()
  const [only, ...others] = await inquiriesOf(person)
  redirect(only && !others.length ? `/inquiries/${only.slug}` : '/inquiries')
}
