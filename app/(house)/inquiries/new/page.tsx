import type { Metadata } from 'next'
import { canOpenInquiry } from '@/lib/inquiries/policy'
import { InquiryForm } from '@/lib/inquiries/ui/inquiry-form'
import { notHere, requirePerson } from '@/lib/people/session'
import { HOME_ZONE, today } from '@/lib/time'
import { Crumb, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Open an inquiry' }

export default async function NewInquiryPage() {
  if (!canOpenInquiry(await requirePerson()).allowed) notHere()
  return (
    <>
      <Crumb trail={[{ label: 'Inquiries', href: '/inquiries' }]} here="Open an inquiry" />
      <PageHead title="Open an inquiry" />
      <InquiryForm opensOn={today(HOME_ZONE)} />
    </>
  )
}
