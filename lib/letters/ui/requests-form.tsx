import { setLetterRequestsAction } from '@/lib/letters/actions'
import type { Candidate, LetterRecord } from '@/lib/letters/schema'
import { RequestsPicker } from '@/lib/letters/ui/requests-picker'
import { Form } from '@/lib/ui/form'
import { recordPath } from '@/lib/words'

/** Chooses and orders what a draft carries: what stands on it comes first, in its order, then what could be put on it. */
export function LetterRequestsForm({
  slug,
  letter,
  candidates,
}: {
  slug: string
  letter: LetterRecord
  candidates: Candidate[]
}) {
  return (
    <Form
      action={setLetterRequestsAction}
      hidden={{ inquiry: slug, letter: letter.ref, version: letter.version }}
      submit="Save what it carries"
      cancelHref={recordPath(slug, 'letter', letter.ref)}
    >
      <RequestsPicker candidates={candidates} carried={letter.requests.map(({ ref }) => ref)} />
    </Form>
  )
}
