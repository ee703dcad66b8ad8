import type { Actor } from '@/lib/people/actor'
import { canEdit, canRecord, type RequestFacts } from '@/lib/requests/policy'
import type { RequestRecord } from '@/lib/requests/queries'
import { recordPath } from '@/lib/words'
import type { Ruling } from '@/lib/workflow'

/**
 * The verbs on a request that move no status, each with its ruling, for the list of what can be done. `draftLetter` is the letter in
 * draft that it stands on: whoever fills one goes from request to request.
 */
export function requestExtras(
  actor: Actor,
  request: RequestRecord,
  facts: RequestFacts,
  mayLog: { evidence: Ruling; withheld: Ruling },
  draftLetter: string | undefined,
) {
  const { slug } = actor.inquiry
  const base = recordPath(slug, 'request', request.ref)
  if (request.status === 'draft') {
    const edit = {
      label: 'Edit the draft',
      href: `${base}/edit`,
      hint: 'Wording, addressee, questions, due date.',
      ruling: canEdit(actor, facts),
    }
    const put = {
      label: 'Put it on a new letter',
      href: `/inquiries/${slug}/letters/new?request=${request.ref}`,
      hint: 'Or add it on the page of a letter in draft.',
      ruling: canEdit(actor, facts),
    }
    return [
      ...(draftLetter
        ? [
            {
              label: `Draft another request on ${draftLetter}`,
              href: `/inquiries/${slug}/requests/new?letter=${draftLetter}&addressee=${request.addressee.ref}`,
              hint: 'It comes last on the letter; order it afterwards.',
              ruling: canEdit(actor, facts),
            },
          ]
        : []),
      ...(draftLetter ? [edit, put] : [put, edit]),
    ]
  }
  return [
    ...(request.status === 'refused'
      ? [
          {
            label: 'Draft a letter that asks again',
            href: `/inquiries/${slug}/letters/new?request=${request.ref}`,
            hint: 'A follow-up or a subpoena; issuing it issues this again.',
            ruling: canRecord(actor, 'owner', request),
          },
        ]
      : []),
    {
      label: 'Log a delivery',
      href: `/inquiries/${slug}/productions/new?request=${request.ref}`,
      hint: 'A drive, a disc, a transfer or a box, with its cover letter.',
      ruling: mayLog.evidence,
    },
    {
      label: 'Log what came',
      href: `/inquiries/${slug}/evidence/new?request=${request.ref}`,
      hint: 'An entry in the evidence register, against this request.',
      ruling: mayLog.evidence,
    },
    {
      label: 'Upload what came',
      href: `/inquiries/${slug}/uploads?request=${request.ref}`,
      hint: 'Files, each of which becomes an entry in the register against this request.',
      ruling: mayLog.evidence,
    },
    {
      label: 'Log what is withheld',
      href: `/inquiries/${slug}/withheld/new?request=${request.ref}`,
      hint: 'An entry of a privilege log, against this request.',
      ruling: mayLog.withheld,
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
      href: `/inquiries/${slug}/correspondence/new?request=${request.ref}`,
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
