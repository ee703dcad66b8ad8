import type { Metadata } from 'next'
import { canOpenInquiry } from '@/lib/inquiries/policy'
import { inquiriesOf, inquiriesToSetUp } from '@/lib/inquiries/queries'
import { InquiryList } from '@/lib/inquiries/ui/inquiry-list'
import { requirePerson } from '@/lib/people/session'

export const metadata: Metadata = { title: 'Inquiries' }

export default async function InquiriesPage() {
  const person = await requirePerson()
  const [mine, toSetUp] = await Promise.all([inquiriesOf(person), inquiriesToSetUp(person)])
  return <InquiryList mine={mine} toSetUp={toSetUp} mayOpen={canOpenInquiry(person).allowed} />
}
