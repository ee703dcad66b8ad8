import { reopenInquiryAction } from '@/lib/inquiries/actions'
import type { Member } from '@/lib/inquiries/queries'
import type { InquiryRecord } from '@/lib/inquiries/schema'
import { chambers, zones } from '@/lib/inquiries/schema'
import { inquiryDeeds } from '@/lib/inquiries/ui/did-words'
import { Duties } from '@/lib/inquiries/ui/duties'
import { InquiryForm } from '@/lib/inquiries/ui/inquiry-form'
import { stateOf } from '@/lib/inquiries/ui/inquiry-list'
import { AddMember, Members } from '@/lib/inquiries/ui/members'
import { ButtonForm } from '@/lib/people/ui/button-form'
import { Did } from '@/lib/ui/did'
import { Facts } from '@/lib/ui/facts'
import { ButtonLink, Lead, PageHead, Section } from '@/lib/ui/page'

type SettingsProps = { inquiry: InquiryRecord; members: Member[]; me: string; did: string }

/** The settings of an inquiry: who is in it, its particulars, and whether it is open. */
export function Settings({ inquiry, members, me, did }: SettingsProps) {
  const { slug, version, closedOn } = inquiry
  return (
    <>
      <PageHead title={`Settings: ${inquiry.name}`} />
      <Lead>{stateOf(inquiry)}.</Lead>
      <Did did={did} words={inquiryDeeds} />
      <div className="stack gap-16">
        <Section title="Members" side={String(members.length)} id="members">
          <Members slug={slug} members={members} me={me} />
        </Section>
        <Section title="Add a member">
          <AddMember slug={slug} />
          <Duties />
        </Section>
        <Section title="Particulars">
          {closedOn ? <Particulars inquiry={inquiry} /> : <InquiryForm inquiry={inquiry} />}
        </Section>
        <Section title="Refusals">
          <p>
            Who was refused what in this inquiry, by role, four eyes or the spill guard, or asked for what is not there.
            It stands in nobody’s history.
          </p>
          <p className="gap-16">
            <ButtonLink href={`/inquiries/${slug}/settings/refusals`}>Show what was refused</ButtonLink>
          </p>
        </Section>
        <Section title="Spill incidents">
          <p>
            What carried a classification marking, typed or in a file, and was stopped before it was kept: who, when and
            of which kind, and nothing of it.
          </p>
          <p className="gap-16">
            <ButtonLink href={`/inquiries/${slug}/settings/spills`}>Show what was stopped</ButtonLink>
          </p>
        </Section>
        <Section title={closedOn ? 'Reopen' : 'Close'}>
          {closedOn ? (
            <>
              <p>The records can be changed again once the inquiry is reopened; the history says who did it.</p>
              <div className="gap-16">
                <ButtonForm
                  action={reopenInquiryAction}
                  hidden={{ inquiry: slug, version }}
                  label="Reopen the inquiry"
                />
              </div>
            </>
          ) : (
            <>
              <p>A closed inquiry is read-only for everybody. Its members can still read it.</p>
              <p className="gap-16">
                <ButtonLink href={`/inquiries/${slug}/settings/close`}>Close the inquiry</ButtonLink>
              </p>
            </>
          )}
        </Section>
      </div>
    </>
  )
}

const Particulars = ({ inquiry }: { inquiry: InquiryRecord }) => (
  <Facts
    facts={[
      { name: 'Name', value: inquiry.name },
      { name: 'Committee', value: inquiry.committee },
      { name: 'Chamber', value: chambers[inquiry.chamber] },
      { name: 'Time zone', value: zones[inquiry.timeZone] ?? inquiry.timeZone },
      { name: 'Notice', value: inquiry.notice },
    ]}
  />
)
