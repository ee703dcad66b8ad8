import type { ReactNode } from 'react'
import { Recorded } from '@/lib/audit/ui/recorded'
import { withLinks } from '@/lib/audit/ui/sentence'
import type { Derivative, Revision } from '@/lib/evidence/queries'
import type { EvidenceRecord } from '@/lib/evidence/schema'
import { evidenceStatuses } from '@/lib/evidence/status'
import { EvidenceFacts } from '@/lib/evidence/ui/evidence-facts'
import { Derivatives, RequestsAnswered, Reviews, Revisions } from '@/lib/evidence/ui/evidence-tables'
import { leadOf } from '@/lib/evidence/ui/lead'
import { ProducerFields } from '@/lib/evidence/ui/producer-fields'
import { evidenceTones } from '@/lib/evidence/ui/tone'
import { unsound } from '@/lib/files/policy'
import type { FileCheck, FileRecord } from '@/lib/files/schema'
import { fileFacts } from '@/lib/files/ui/file-facts'
import { checkWords } from '@/lib/files/ui/words'
import type { Actor } from '@/lib/people/actor'
import { Notice } from '@/lib/ui/notice'
import { Crumb, RecordColumns, RecordHead, Section } from '@/lib/ui/page'
import { kinds } from '@/lib/words'

type EvidenceViewProps = {
  actor: Actor
  item: EvidenceRecord
  revisions: Revision[]
  /** The originals, one for each revision that has its file here */
  files: FileRecord[]
  /** What hashing them again found, newest first */
  checks: FileCheck[]
  derivatives: Derivative[]
  /** Those of its requests that are satisfied on what no longer stands */
  proofGone: string[]
  did: string
  /** Its file, to be looked at */
  stage: ReactNode
  /** Its chain of custody */
  custody: ReactNode
  /** What other rooms have on it */
  beside: ReactNode
  moves: ReactNode
  history: ReactNode
}

/** An item's page: where it stands in plain words, what it answers, what reviewers found, what may be done now. */
export function EvidenceView(props: EvidenceViewProps) {
  const { actor, item, revisions, files, checks, derivatives, proofGone, did, stage, custody, beside, moves, history } =
    props
  const { slug, timeZone: zone } = actor.inquiry
  const file = files.find(({ revision }) => revision === item.revision)
  const newest = (of: FileRecord) => checks.find((check) => check.file === of.id)
  const unsoundFile = files.find((one) => newest(one)?.matches === false)
  return (
    <>
      <Crumb trail={[{ label: 'Evidence', href: `/inquiries/${slug}/evidence` }]} here={item.ref} />
      <Recorded did={did} />
      {unsoundFile && (
        <Notice tone="warn">
          <b>The file of revision {unsoundFile.revision}:</b> {unsound(newest(unsoundFile)?.found ?? null)}
        </Notice>
      )}
      <RecordHead
        no={item.ref}
        kind={item.revision > 1 ? `${kinds[item.kind]}, revision ${item.revision}` : kinds[item.kind]}
        statuses={[{ tone: evidenceTones[item.status], label: evidenceStatuses[item.status] }]}
        title={item.title}
        lead={withLinks(leadOf(item, zone), slug)}
      />
      {stage}
      <RecordColumns
        facts={
          <EvidenceFacts
            slug={slug}
            zone={zone}
            item={item}
            file={file ? fileFacts(file, checkWords(newest(file), zone), item.happenedFrom) : []}
          />
        }
        text={
          <>
            <Section title="What it is">
              {item.description ? (
                <p className="text">{item.description}</p>
              ) : (
                <p className="sub">Nothing more was written down.</p>
              )}
            </Section>
            <RequestsAnswered slug={slug} item={item} proofGone={proofGone} />
            {custody}
            {beside}
            <ProducerFields item={item} />
            <Derivatives slug={slug} derivatives={derivatives} />
            <Reviews item={item} revisions={revisions} />
            <Revisions item={item} revisions={revisions} files={files} />
            {history}
          </>
        }
        moves={moves}
      />
    </>
  )
}
