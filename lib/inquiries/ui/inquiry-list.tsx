import type { Mine } from '@/lib/inquiries/queries'
import type { InquiryRecord } from '@/lib/inquiries/schema'
import { chambers } from '@/lib/inquiries/schema'
import { formatDay } from '@/lib/time'
import { Empty } from '@/lib/ui/notice'
import { ButtonLink, PageHead, Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'
import { roleAndSide } from '@/lib/words'

/** 'Open since Sep 20, 2025' or 'Closed on Dec 1, 2025', and read-only. */
export const stateOf = ({ openedOn, closedOn }: Pick<InquiryRecord, 'openedOn' | 'closedOn'>) =>
  closedOn ? `Closed on ${formatDay(closedOn)}; read-only since` : `Open since ${formatDay(openedOn)}`

type InquiryListProps = { mine: Mine[]; toSetUp: InquiryRecord[]; mayOpen: boolean }

/** The inquiries that somebody may enter, and, for administrators, those that they may only set up. */
export function InquiryList({ mine, toSetUp, mayOpen }: InquiryListProps) {
  return (
    <>
      <PageHead title="Inquiries">
        {mayOpen && (
          <ButtonLink href="/inquiries/new" main={mine.length === 0}>
            Open an inquiry
          </ButtonLink>
        )}
      </PageHead>
      {mine.length ? (
        <DataTable
          caption="Your inquiries"
          columns={[
            { label: 'Inquiry', long: true },
            { label: 'You are' },
            { label: 'State' },
            { label: 'Committee', long: true },
          ]}
          rows={mine.map((inquiry) => ({
            key: inquiry.slug,
            cells: [
              <a key="name" href={`/inquiries/${inquiry.slug}`}>
                {inquiry.name}
              </a>,
              roleAndSide(inquiry),
              stateOf(inquiry),
              `${inquiry.committee} (${chambers[inquiry.chamber]})`,
            ],
          }))}
        />
      ) : (
        <Empty>
          You are in no inquiry yet.{' '}
          {mayOpen
            ? 'Open one, or have another administrator add you to one.'
            : 'An administrator of the inquiry adds you on its settings page; tell them the e-mail address of your account.'}
        </Empty>
      )}
      {toSetUp.length > 0 && (
        <div className="stack gap-16">
          <Section title="Others, to set up only">
            <p>You may look after the members and settings of these. Their records are open to members alone.</p>
            <div className="gap-8">
              <DataTable
                caption="Inquiries that you are no member of"
                columns={[{ label: 'Inquiry', long: true }, { label: 'State' }]}
                rows={toSetUp.map((inquiry) => ({
                  key: inquiry.slug,
                  cells: [
                    <a key="name" href={`/inquiries/${inquiry.slug}/settings`}>
                      {inquiry.name}
                    </a>,
                    stateOf(inquiry),
                  ],
                }))}
              />
            </div>
          </Section>
        </div>
      )}
    </>
  )
}
