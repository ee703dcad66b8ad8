import type { Actor } from '@/lib/people/actor'
import { canEdit, canRecord, type RequestFacts } from '@/lib/requests/policy'
import type { RequestRecord } from '@/lib/requests/queries'
import { recordPath } from '@/lib/words'
import type { Ruling } from '@/lib/workflow'

/** The verbs on a request that move no status, each with its ruling, for the list of what can be done. */
export function requestExtras(actor: Actor, request: RequestRecord, facts: RequestFacts, logEvidence: Ruling) {
  const base = recordPath(actor.inquiry.slug, 'request', request.ref)
  if (request.status === 'draft') {
    return [
      {
        label: 'Edit the draft',
        href: `${base}/edit`,
        hint: 'Wording, addressee, questions, due date.',
        ruling: canEdit(actor, facts),
      },
      {
        label: 'Put it on a new letter',
        href: `/inquiries/${actor.inquiry.slug}/letters/new?request=${request.ref}`,
        hint: 'Or add it on the page of a letter in draft.',
        ruling: canEdit(actor, facts),
      },
    ]
  }
  return [
    {
      label: 'Log what came',
      href: `/inquiries/${actor.inquiry.slug}/evidence/new?request=${request.ref}`,
      hint: 'An entry in the evidence register, against this request.',
      ruling: logEvidence,
    },
    {
      label: 'Record an extension',
      href: `${base}/record/extension`,
      hint: 'Who asked, who granted, the new due date.',
      ruling: canRecord(actor, 'extension', request),
    },
    {
      label: 'Record who holds it up',
      href: `${base}/record/blocker`,
      hint: 'And since when.',
      ruling: canRecord(actor, 'blocker', request),
    },
    {
      label: 'Step up the ladder',
      href: `${base}/record/rung`,
      hint: 'A meeting, a default, a referral. Letters bring their own rung.',
      ruling: canRecord(actor, 'rung', request),
    },
    {
      label: 'Log correspondence',
      href: `/inquiries/${actor.inquiry.slug}/correspondence/new?request=${request.ref}`,
      hint: 'A letter, e-mail, call or meeting about it.',
      ruling: canRecord(actor, 'owner', request),
    },
    {
      label: 'Change the owner',
      href: `${base}/record/owner`,
      hint: 'Who follows it up.',
      ruling: canRecord(actor, 'owner', request),
    },
  ]
}
