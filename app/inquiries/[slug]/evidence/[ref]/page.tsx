import type { Metadata } from 'next'
import { historyOf } from '@/lib/audit/queries'
import { RecordHistory } from '@/lib/audit/ui/history'
import { canCorrect, stepsFor } from '@/lib/custody/policy'
import { getChain, pieceIn } from '@/lib/custody/queries'
import { Custody } from '@/lib/custody/ui/chain'
import { Steps } from '@/lib/custody/ui/steps'
import { WhoSawIt } from '@/lib/custody/ui/who-saw-it'
import { canEdit, canLog, canNote, movesFor } from '@/lib/evidence/policy'
import { derivativesOf, getEvidence, notesOn, revisionsOf } from '@/lib/evidence/queries'
import { EvidenceView } from '@/lib/evidence/ui/evidence-view'
import { Stage } from '@/lib/evidence/ui/stage'
import { checksOf } from '@/lib/files/checks'
import { uploadsOf } from '@/lib/files/holder'
import { canVerify, mayOpen } from '@/lib/files/policy'
import { filesOf, openingsOf, toOpen } from '@/lib/files/queries'
import { Openings } from '@/lib/files/ui/openings'
import { VerifyNow } from '@/lib/files/ui/verify-now'
import { orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { unproven } from '@/lib/requests/proof'
import { JudgedMoves } from '@/lib/ui/judged-moves'
import { ButtonLink } from '@/lib/ui/page'
import { withheldBefore } from '@/lib/withheld/queries'
import { WithheldBefore } from '@/lib/withheld/ui/withheld-section'
import { recordPath, registerOnly } from '@/lib/words'

type Props = { params: Promise<{ slug: string; ref: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).ref }
}

export default async function EvidenceItemPage({ params, searchParams }: Props) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const item = await orNotFound(getEvidence(actor, refParam('E', ref)))
  const [uploads, chain, checks, revisions, files, openings, derivatives, withheld, proofGone, { entries, total }] =
    await Promise.all([
      uploadsOf(actor, refParam('E', ref)),
      getChain(actor, item),
      checksOf(actor, item.id),
      revisionsOf(actor, item.id),
      filesOf(actor, item.id, 'original'),
      openingsOf(actor, item.id),
      derivativesOf(actor, item.id),
      withheldBefore(actor, item.id),
      unproven(actor),
      historyOf(actor, item.id),
    ])
  const base = recordPath(slug, 'evidence', item.ref)
  const chosen = await searchParams
  // An older revision is looked at by its number in the address.
  const of = (revision: number) => files.find((file) => file.revision === revision)
  const file = of(Number(chosen.revision)) ?? of(item.revision)
  const piece = pieceIn(chain, chosen) ?? chain.pieces[0]
  return (
    <EvidenceView
      actor={actor}
      item={item}
      revisions={revisions}
      files={files}
      checks={checks}
      derivatives={derivatives}
      proofGone={proofGone.map((one) => one.ref)}
      did={String(chosen.did ?? '')}
      custody={
        <>
          {registerOnly(item.handling) && <WhoSawIt zone={actor.inquiry.timeZone} entries={chain.entries} />}
          <Custody
            base={base}
            zone={actor.inquiry.timeZone}
            {...chain}
            checks={checks}
            mayCorrect={canCorrect(actor).allowed}
          />
          {piece && (
            <Steps
              base={base}
              zone={actor.inquiry.timeZone}
              piece={piece}
              pieces={chain.pieces}
              steps={stepsFor(actor, piece, item.status === 'clawed_back')}
              mayTellLate={canCorrect(actor).allowed}
            />
          )}
        </>
      }
      stage={
        file && (
          <Stage
            actor={actor}
            item={item.ref}
            begins={item.happenedFrom}
            file={file}
            mayOpen={mayOpen(await toOpen(actor, file.id))}
            notes={await notesOn(actor, item.id, file.revision)}
            mayNote={canNote(actor).allowed}
          />
        )
      }
      beside={
        <>
          <Openings zone={actor.inquiry.timeZone} openings={openings} />
          <WithheldBefore slug={slug} entries={withheld} />
        </>
      }
      moves={
        <div className="stack">
          <div className="acts">
            <ButtonLink href={`${base}/custody-record`}>Print the custody record</ButtonLink>
            {files.length > 0 && canVerify(actor).allowed && <VerifyNow slug={slug} item={item.ref} />}
          </div>
          <JudgedMoves
            base={base}
            moves={movesFor(actor, item)}
            extras={[
              uploadExtra(`/inquiries/${slug}/uploads?evidence=${item.ref}`, uploads),
              {
                label: 'Edit the entry',
                href: `${base}/edit`,
                hint: 'Until a reviewer takes it up. The old values stay in the history.',
                ruling: canEdit(actor, item),
              },
              {
                label: 'Log a derivative',
                href: `${base}/derive`,
                hint: 'A clip, a redacted copy, a transcript: an item of its own that names this one.',
                ruling: canLog(actor),
              },
            ]}
          />
        </div>
      }
      history={<RecordHistory actor={actor} recordRef={item.ref} entries={entries} total={total} />}
    />
  )
}

/** Its file, where the present revision has none; else a corrected copy; where neither may be, why. */
function uploadExtra(href: string, { file, corrected }: Awaited<ReturnType<typeof uploadsOf>>) {
  return !file.allowed && corrected.allowed
    ? {
        label: 'Upload a corrected copy',
        href,
        hint: 'A new revision: the old file stays, and reviews stick to the revision that they judged.',
        ruling: corrected,
      }
    : {
        label: 'Upload its file',
        href,
        hint: 'As it came, bit for bit; it goes on where it was when it breaks off.',
        ruling: file,
      }
}
