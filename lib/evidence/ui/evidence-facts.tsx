import type { EvidenceRecord } from '@/lib/evidence/schema'
import { evidenceStatuses } from '@/lib/evidence/status'
import { registerEntryOnly } from '@/lib/evidence/ui/lead'
import { formatDay, formatMoment, today } from '@/lib/time'
import { type Fact, Facts } from '@/lib/ui/facts'
import { Section } from '@/lib/ui/page'
import { Ref, Refs } from '@/lib/ui/ref'
import { accessModes, handlings, kinds, recordPath, registerOnly } from '@/lib/words'

type EvidenceFactsProps = {
  slug: string
  zone: string
  item: EvidenceRecord
  /** What is known of its file; none when there is no file */
  file: (Fact | false)[]
}

/** The file and the register entry of an item, fact by fact. The day it came and the time of what it shows are two things. */
export function EvidenceFacts({ slug, zone, item, file }: EvidenceFactsProps) {
  return (
    <Section title={file.length > 0 ? 'File and register' : 'Register entry'}>
      <Facts
        facts={[
          ...file,
          {
            name: 'Status',
            value: evidenceStatuses[item.status],
            sub: `since ${formatDay(today(zone, new Date(item.statusSince)))}`,
          },
          item.reviewer !== null && { name: 'Reviewer', value: item.reviewer },
          { name: 'Kind', value: kinds[item.kind] },
          { name: 'Happened', ...happenedWords(item, zone) },
          { name: 'Received', value: <time dateTime={item.receivedOn}>{formatDay(item.receivedOn)}</time> },
          { name: 'From', value: <a href={recordPath(slug, 'office', item.from.ref)}>{item.from.name}</a> },
          { name: 'Access', value: accessModes[item.accessMode] },
          {
            name: 'Handling',
            value: handlings[item.handling],
            sub: registerOnly(item.handling) ? registerEntryOnly : undefined,
          },
          { name: 'Held at', value: item.heldAt },
          item.parent !== null && {
            name: 'Made from',
            value: <Ref no={item.parent.ref} href={recordPath(slug, 'evidence', item.parent.ref)} />,
            sub: item.derivation,
          },
          item.production !== null && {
            name: 'Delivery',
            value: <Ref no={item.production.ref} href={recordPath(slug, 'production', item.production.ref)} />,
            sub: item.production.volume,
          },
          item.batesFrom !== null && {
            name: 'Bates',
            value: item.batesTo === item.batesFrom ? item.batesFrom : `${item.batesFrom} to ${item.batesTo}`,
          },
          { name: 'Custodian', value: item.custodian },
          { name: 'Author', value: item.author },
          item.controlNumber !== null && { name: 'Control no.', value: item.controlNumber },
          item.copyNo !== null && { name: 'Copy', value: item.copyNo },
          (registerOnly(item.handling) || item.maySee !== null) && {
            name: 'Open to',
            value: item.maySee ?? 'Not written down',
          },
          {
            name: 'Answers',
            value: <Refs of={item.requests.map(({ ref }) => ({ no: ref, href: recordPath(slug, 'request', ref) }))} />,
          },
          { name: 'Logged', value: formatMoment(new Date(item.createdAt), zone) },
        ]}
      />
    </Section>
  )
}

/** In words first, since often no clock time is known; then the clock times that are. */
function happenedWords(item: EvidenceRecord, zone: string): { value: string; sub?: string } {
  const at = (moment: string) => formatMoment(new Date(moment), zone)
  const { happened, happenedFrom: from, happenedTo: to } = item
  const clock = [from && at(from), to && `until ${at(to)}`].filter(Boolean).join(' ')
  if (!happened) return { value: clock || 'Not known' }
  return clock ? { value: happened, sub: clock } : { value: happened }
}
