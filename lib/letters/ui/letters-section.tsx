import { type LetterRecord, letterPartitions } from '@/lib/letters/schema'
import { letterStatuses } from '@/lib/letters/status'
import { letterTones } from '@/lib/letters/ui/tone'
import { instrumentWords } from '@/lib/letters/ui/words'
import { formatDay } from '@/lib/time'
import { Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { Status } from '@/lib/ui/status'
import { DataTable } from '@/lib/ui/table'
import { recordPath } from '@/lib/words'

/** The letters on which a request stood, for its page. */
export function LettersSection({ slug, letters }: { slug: string; letters: LetterRecord[] }) {
  return (
    <Section title="Letters it stood on" side={letters.length > 1 && 'newest first'}>
      {letters.length === 0 ? (
        <p className="sub">It stands on no letter yet. A letter that carries it issues it.</p>
      ) : (
        <LettersTable slug={slug} letters={letters} caption="Letters it stood on" />
      )}
    </Section>
  )
}

/** Letters as a short table; the list of letters has its own. */
export function LettersTable({ slug, letters, caption }: { slug: string; letters: LetterRecord[]; caption: string }) {
  return (
    <DataTable
      caption={caption}
      columns={[
        { label: 'Letter' },
        { label: 'Instrument' },
        { label: 'Issued' },
        { label: 'To', long: true },
        { label: 'Signed', long: true },
      ]}
      rows={letters.map((letter) => ({
        key: letter.id,
        cells: [
          <Ref key="no" no={letter.ref} href={recordPath(slug, 'letter', letter.ref)} />,
          instrumentWords(letter),
          letter.issuedOn && letter.status !== 'withdrawn' ? (
            <time key="on" dateTime={letter.issuedOn}>
              {formatDay(letter.issuedOn)}
            </time>
          ) : (
            <Status key="st" tone={letterTones[letter.status]} label={letterStatuses[letter.status]} />
          ),
          letter.addressee.name,
          letter.signedBy ?? letterPartitions[letter.partition],
        ],
      }))}
    />
  )
}
