import type { Metadata } from 'next'
import { closeInquiryAction } from '@/lib/inquiries/actions'
import { settingsOf } from '@/lib/inquiries/queries'
import { orNotFound } from '@/lib/params'
import { requirePerson } from '@/lib/people/session'
import { today } from '@/lib/time'
import { DateField, Form } from '@/lib/ui/form'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Close the inquiry' }

export default async function ClosePage({ params }: { params: Promise<{ slug: string }> }) {
  const { inquiry } = await orNotFound(settingsOf(await requirePerson(), (await params).slug))
  const settings = `/inquiries/${inquiry.slug}/settings`
  const now = today(inquiry.timeZone)
  return (
    <>
      <Crumb trail={[{ label: 'Settings', href: settings }]} here="Close the inquiry" />
      <PageHead title={`Close: ${inquiry.name}`} />
      {inquiry.closedOn ? (
        <Notice>It is closed already.</Notice>
      ) : (
        <>
          <Notice tone="warn">
            From the moment you close it nobody can change a record of this inquiry: no status, no note, no delivery. An
            administrator can reopen it.
          </Notice>
          <div className="gap-16">
            <Form
              action={closeInquiryAction}
              hidden={{ inquiry: inquiry.slug, version: inquiry.version }}
              submit="Close the inquiry"
              cancelHref={settings}
              cancel="Keep it open"
            >
              <DateField
                name="closedOn"
                label="Closed on"
                defaultValue={now}
                min={inquiry.openedOn}
                max={now}
                required
              />
            </Form>
          </div>
        </>
      )}
    </>
  )
}
