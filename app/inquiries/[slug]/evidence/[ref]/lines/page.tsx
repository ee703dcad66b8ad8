import type { Metadata } from 'next'
import { canNote } from '@/lib/evidence/policy'
import { getEvidence, notesOn } from '@/lib/evidence/queries'
import { LineNotes } from '@/lib/evidence/ui/line-notes'
import { linesFor } from '@/lib/file-lines'
import { filesOf } from '@/lib/files/queries'
import { LINES_SHOWN, LinesView } from '@/lib/files/ui/lines-view'
import { lineParam, orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn, notHere } from '@/lib/people/session'
import { recordPath } from '@/lib/words'

type Props = { params: Promise<{ slug: string; ref: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await params).ref}: lines` }
}

export default async function LinesPage({ params, searchParams }: Props) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const item = await orNotFound(getEvidence(actor, refParam('E', ref)))
  const asked = await searchParams
  const files = await filesOf(actor, item.id, 'original')
  const revision = lineParam(asked.revision) ?? item.revision
  const file = files.find((one) => one.revision === revision) ?? notHere()
  const words = String(asked.q ?? '')
    .trim()
    .slice(0, 200)
  const from = lineParam(asked.from) ?? 1
  const to = lineParam(asked.to)
  const { text, found } = await linesFor(actor, file.id, { from, count: LINES_SHOWN, words })
  const notes = (await notesOn(actor, item.id, revision)).filter(({ unit }) => unit === 'line')
  const href = recordPath(slug, 'evidence', item.ref)
  const here = `${href}/lines`
  const mayWrite = canNote(actor).allowed
  return (
    <LinesView
      item={{ ref: item.ref, href }}
      here={here}
      file={{ name: file.name, href: `/inquiries/${slug}/files/${file.id}` }}
      revision={revision}
      from={from}
      to={to}
      words={words}
      text={text}
      found={found}
      notes={<LineNotes {...{ actor, item: item.ref, revision, here, from, to, notes, mayWrite }} />}
    />
  )
}
