import { canClear, canEdit, canFollow, type LetterFacts } from '@/lib/letters/policy'
import type { LetterRecord } from '@/lib/letters/schema'
import { wasIssued } from '@/lib/letters/status'
import type { Actor } from '@/lib/people/actor'
import type { Extra } from '@/lib/ui/judged-moves'
import { recordPath } from '@/lib/words'

/**
 * The verbs on a letter that move no status, each with its ruling. `first` is what comes next: to fill a draft that cannot be submitted
 * yet, to clear what is in clearance, to push further what was issued.
 */
export function letterExtras(
  actor: Actor,
  letter: LetterRecord,
  facts: LetterFacts,
  ready: boolean,
): { first: Extra[]; extras: Extra[] } {
  const { slug } = actor.inquiry
  const base = recordPath(slug, 'letter', letter.ref)
  const edit: Extra = {
    label: 'Edit the letter',
    href: `${base}/edit`,
    hint: 'Subject, text, addressee, due date. The old text stays in the history.',
    ruling: canEdit(actor, letter),
  }
  if (wasIssued(letter.status)) {
    const ruling = canFollow(actor, letter)
    const next = `/inquiries/${slug}/letters/new?follows=${letter.ref}`
    return {
      first: [
        {
          label: 'Draft a follow-up',
          href: next,
          hint: 'A new letter that names this one, with what is still owed.',
          ruling,
        },
        {
          label: 'Draft a subpoena',
          href: `${next}&instrument=subpoena`,
          hint: 'The same, pushed up the ladder.',
          ruling,
        },
      ],
      extras: [edit],
    }
  }
  if (letter.status === 'withdrawn') return { first: [], extras: [edit] }
  const filling: Extra[] = [
    {
      label: 'Choose and order its requests',
      href: `${base}/requests`,
      hint: 'Drafts, and requests that are on their way.',
      ruling: canEdit(actor, letter),
    },
    {
      label: 'Draft a request on this letter',
      href: `/inquiries/${slug}/requests/new?letter=${letter.ref}&addressee=${letter.addressee.ref}`,
      hint: 'It comes last; order it afterwards.',
      ruling: canEdit(actor, letter),
    },
    edit,
  ]
  const clear: Extra = {
    label: 'Clear',
    href: `${base}/clear`,
    hint: 'Read it as it goes out, then clear it for issue.',
    ruling: canClear(actor, facts),
  }
  if (letter.status === 'in_clearance') return { first: [clear], extras: filling }
  return ready ? { first: [], extras: [...filling, clear] } : { first: filling, extras: [clear] }
}
