import type { ReactNode } from 'react'
import type { Chain } from '@/lib/custody/queries'
import { ChainTable, FileTable, ReviewTable } from '@/lib/custody/ui/record-tables'
import { crumbs } from '@/lib/custody/ui/step-page'
import { pieceName, standingWords } from '@/lib/custody/ui/words'
import type { EvidenceRecord } from '@/lib/evidence/schema'
import { evidenceStatuses } from '@/lib/evidence/status'
import type { FileCheck, FileRecord } from '@/lib/files/schema'
import type { Actor } from '@/lib/people/actor'
import { formatDay, today } from '@/lib/time'
import { Facts } from '@/lib/ui/facts'
import { Crumb } from '@/lib/ui/page'
import { PrintButton } from '@/lib/ui/print-button'
import { PrintFoot } from '@/lib/ui/print-head'
import { accessModes, counted, handlings, kinds, registerOnly } from '@/lib/words'

type CustodyRecordProps = {
  actor: Actor
  committee: string
  item: EvidenceRecord
  files: FileRecord[]
  checks: FileCheck[]
  chain: Chain
}

/** The whole record of one item's custody, made to be printed and signed: what it is, its files and their hashes, reviews, every step. */
export function CustodyRecord({ actor, committee, item, files, checks, chain }: CustodyRecordProps) {
  const { slug, timeZone: zone, name } = actor.inquiry
  const now = new Date()
  const oldestFirst = chain.entries.toReversed()
  return (
    <>
      <div className="screen-only">
        <Crumb trail={crumbs(slug, item.ref)} here="Custody record" />
        <p className="acts">
          <PrintButton />
        </p>
      </div>
      <article className="print">
        <header>
          <p className="print-of">{committee}</p>
          <p>{name}</p>
          <h1>Custody record of {item.ref}</h1>
          <p className="print-title">{item.title}</p>
        </header>
        <RegisterFacts item={item} chain={chain} zone={zone} />
        <PrintPart
          title="Files"
          none={
            registerOnly(item.handling)
              ? 'None: of marked material this system keeps a register entry, never the content.'
              : 'None is kept here.'
          }
        >
          {files.length > 0 && <FileTable files={files} checks={checks} zone={zone} />}
        </PrintPart>
        <PrintPart title="Reviews" none="No revision has been judged yet.">
          {item.reviews.length > 0 && <ReviewTable item={item} />}
        </PrintPart>
        <PrintPart
          title={`Chain of custody, ${counted(oldestFirst.length, 'entry', 'entries')}`}
          none="No step is recorded: this entry was logged before chains of custody were kept here."
        >
          {oldestFirst.length > 0 && <ChainTable entries={oldestFirst} zone={zone} />}
        </PrintPart>
        <PrintPart title="Signatures">
          <p>
            The entries above are all that stand in the chain of custody of {item.ref}, in the order in which they
            happened. None has been removed; what was mistaken stands beside its correction.
          </p>
          <div className="signs">
            {['Prepared by', 'Custodian', 'Witness'].map((role) => (
              <dl key={role}>
                <dt>{role}, name and title</dt>
                <dd />
                <dt>Signature</dt>
                <dd />
                <dt>Date</dt>
                <dd />
              </dl>
            ))}
          </div>
        </PrintPart>
        <PrintFoot
          by={actor.name}
          at={now}
          zone={zone}
          more={`, from revision ${item.revision}, version ${item.version} of the entry`}
        />
      </article>
    </>
  )
}

function RegisterFacts({ item, chain, zone }: { item: EvidenceRecord; chain: Chain; zone: string }) {
  const several = new Set(chain.pieces.map(({ revision }) => revision)).size > 1
  const since = formatDay(today(zone, new Date(item.statusSince)))
  return (
    <Facts
      facts={[
        { name: 'What it is', value: `${kinds[item.kind]}${item.revision > 1 ? `, revision ${item.revision}` : ''}` },
        { name: 'From', value: item.from.name },
        { name: 'Received', value: formatDay(item.receivedOn) },
        { name: 'Access', value: accessModes[item.accessMode] },
        { name: 'Handling', value: handlings[item.handling] },
        { name: 'Control no.', value: item.controlNumber },
        { name: 'Copy', value: item.copyNo },
        registerOnly(item.handling) && { name: 'Open to', value: item.maySee ?? 'Not written down' },
        { name: 'Review', value: `${evidenceStatuses[item.status]} since ${since}` },
        {
          name: 'Where it is',
          value: chain.pieces.map((piece) => {
            const { state, where } = standingWords(piece, zone)
            return (
              <p key={`${piece.revision}/${piece.copyNo}`}>
                {chain.pieces.length > 1 && `${pieceName(piece, several)}: `}
                {state}
                {where}
              </p>
            )
          }),
        },
      ]}
    />
  )
}

function PrintPart({ title, none, children }: { title: string; none?: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children || <p>{none}</p>}
    </section>
  )
}
