import type { ReactNode } from 'react'
import type { ItemNote } from '@/lib/evidence/schema'
import { PageNotes } from '@/lib/evidence/ui/page-notes'
import { PlaceNotes } from '@/lib/evidence/ui/place-notes'
import { type FileRecord, isInline } from '@/lib/files/schema'
import { PdfPages } from '@/lib/files/ui/pdf-pages'
import { Player } from '@/lib/files/ui/player'
import { type Actor, ownPartition } from '@/lib/people/actor'
import { Notice } from '@/lib/ui/notice'
import { ButtonLink, Section } from '@/lib/ui/page'
import { counted, recordPath } from '@/lib/words'
import type { Ruling } from '@/lib/workflow'

type StageProps = {
  actor: Actor
  item: string
  /** When what the item shows begins, as its entry has it */
  begins: string | null
  /** The original of the revision that is shown */
  file: FileRecord
  mayOpen: Ruling
  notes: ItemNote[]
  mayNote: boolean
}

/** The file of an item, to be looked at: played, paged or read, by what its content is; else it can be downloaded. */
export function Stage({ mayOpen, ...of }: StageProps) {
  const { slug } = of.actor.inquiry
  const src = `/inquiries/${slug}/files/${of.file.id}`
  if (!mayOpen.allowed) return <Notice>{mayOpen.why}</Notice>
  const shown = picture({ ...of, slug, src })
  const { text } = of.file.metadata
  return (
    <>
      {shown ??
        (!text && (
          <p className="sub">{`A file of this kind (${of.file.mediaType}) is not shown here, since it could run something.`}</p>
        ))}
      <p className="stage-acts">
        {!shown && text && (
          <ButtonLink href={`${recordPath(slug, 'evidence', of.item)}/lines?revision=${of.file.revision}`} main>
            {`Read its ${counted(text.lines, 'line')}`}
          </ButtonLink>
        )}
        <ButtonLink href={`${src}?download`}>Download the file</ButtonLink>
        <span className="sub">Each opening and each download stands in the log. The download names the SHA-256.</span>
      </p>
    </>
  )
}

type Shown = Omit<StageProps, 'mayOpen'> & { slug: string; src: string }

function picture({ slug, item, begins, file, src, notes, actor, mayNote }: Shown): ReactNode {
  const { mediaType, metadata } = file
  if (/^(video|audio)\//.test(mediaType) && isInline(mediaType)) {
    const times = notes.filter(({ unit }) => unit === 'time')
    return (
      <div className="stage">
        <Player
          src={src}
          title={file.name}
          picture={mediaType.startsWith('video/') && metadata.video !== null}
          sound={metadata.audio !== null}
          durationMs={metadata.durationMs ?? 0}
          frameRate={metadata.video?.frameRate}
          startsAt={metadata.startsAt ?? begins ?? undefined}
          marks={times.map(({ from }) => from)}
        />
        <Section title="Notes at a time" side={counted(times.length, 'note')}>
          <PlaceNotes
            slug={slug}
            item={item}
            revision={file.revision}
            notes={times}
            mayWrite={mayNote}
            own={ownPartition(actor)}
          />
        </Section>
      </div>
    )
  }
  if (/^image\//.test(mediaType) && isInline(mediaType)) {
    return (
      <p className="still">
        <img src={src} alt={`The file ${file.name}, as it came`} width={metadata.width} height={metadata.height} />
      </p>
    )
  }
  if (mediaType === 'application/pdf') {
    return (
      <div className="stage">
        <PdfPages src={src} pages={metadata.pages ?? 0} />
        <PageNotes
          actor={actor}
          item={item}
          revision={file.revision}
          notes={notes.filter(({ unit }) => unit === 'page')}
          mayWrite={mayNote}
        />
      </div>
    )
  }
  return null
}
