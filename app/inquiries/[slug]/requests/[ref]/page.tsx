import type { Metadata } from 'next'
import { historyOf } from '@/lib/audit/queries'
import { RecordHistory } from '@/lib/audit/ui/history'
import { canLog as canLogCorrespondence } from '@/lib/correspondence/policy'
import { correspondenceOf } from '@/lib/correspondence/queries'
import { CorrespondenceSection } from '@/lib/correspondence/ui/correspondence-section'
import { canLog as canLogEvidence } from '@/lib/evidence/policy'
import { evidenceOfRequest } from '@/lib/evidence/queries'
import { EvidenceSection } from '@/lib/evidence/ui/evidence-section'
import { gapsAround } from '@/lib/gaps/queries'
import { BatesSection } from '@/lib/gaps/ui/bates-section'
import { PeriodSection } from '@/lib/gaps/ui/period-section'
import { coverageWords } from '@/lib/gaps/ui/words'
import { lettersOfRequest } from '@/lib/letters/queries'
import { LettersSection } from '@/lib/letters/ui/letters-section'
import { orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { productionsOf } from '@/lib/productions/queries'
import { ProductionSection } from '@/lib/productions/ui/production-section'
import { canNote, movesFor } from '@/lib/requests/policy'
import { getRequest, requestFacts } from '@/lib/requests/queries'
import { requestExtras } from '@/lib/requests/ui/extras'
import { Notes } from '@/lib/requests/ui/notes'
import { RequestView } from '@/lib/requests/ui/request-view'
import { JudgedMoves } from '@/lib/ui/judged-moves'
import { canLog as canLogWithheld } from '@/lib/withheld/policy'
import { withheldOf } from '@/lib/withheld/queries'
import { WithheldSection } from '@/lib/withheld/ui/withheld-section'
import { recordPath } from '@/lib/words'

type Props = { params: Promise<{ slug: string; ref: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).ref }
}

export default async function RequestPage({ params, searchParams }: Props) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const number = refParam('R', ref)
  const request = await orNotFound(getRequest(actor, number))
  const deliveries = productionsOf(actor, { requestId: request.id })
  const [facts, letters, evidence, gaps, productions, withheld, correspondence, { entries, total }] = await Promise.all(
    [
      requestFacts(actor, request),
      lettersOfRequest(actor, request.id),
      evidenceOfRequest(actor, request.id),
      deliveries.then((rows) =>
        gapsAround(
          actor,
          request,
          rows.map(({ ref }) => ref),
        ),
      ),
      deliveries,
      withheldOf(actor, { requestId: request.id }),
      correspondenceOf(actor, { requestId: request.id }),
      historyOf(actor, request.id),
    ],
  )
  const base = recordPath(slug, 'request', request.ref)
  // Of a draft these are what comes next; of what was issued, what is recorded besides.
  const besides = requestExtras(
    actor,
    request,
    facts,
    { evidence: canLogEvidence(actor), withheld: canLogWithheld(actor) },
    letters.find((one) => one.status === 'draft')?.ref,
  )
  return (
    <RequestView
      actor={actor}
      request={request}
      did={String((await searchParams).did ?? '')}
      got={evidence.items.toSorted((a, b) => a.ref.localeCompare(b.ref, 'en', { numeric: true }))}
      covered={gaps.period && coverageWords(gaps.period)}
      letter={letters.find((one) => one.issuedOn !== null) ?? letters[0] ?? null}
      first={letters.findLast((one) => one.issuedOn !== null) ?? null}
      beside={
        <>
          {gaps.period && (
            <PeriodSection slug={slug} zone={actor.inquiry.timeZone} kind={request.kind} period={gaps.period} />
          )}
          <EvidenceSection slug={slug} filter={{ request: request.ref }} {...evidence} />
          <ProductionSection slug={slug} rows={productions} />
          <BatesSection slug={slug} bates={gaps.bates} />
          <WithheldSection slug={slug} filter={{ request: request.ref }} {...withheld} />
          <LettersSection slug={slug} letters={letters} />
          <CorrespondenceSection
            actor={actor}
            {...correspondence}
            filter={{ request: request.ref }}
            mayLog={canLogCorrespondence(actor).allowed}
          />
          <Notes actor={actor} request={request} mayWrite={canNote(actor).allowed} />
        </>
      }
      moves={
        <JudgedMoves
          base={base}
          moves={movesFor(actor, facts)}
          first={request.status === 'draft' ? besides : []}
          extras={request.status === 'draft' ? [] : besides}
        />
      }
      below={<RecordHistory actor={actor} recordRef={request.ref} entries={entries} total={total} />}
    />
  )
}
