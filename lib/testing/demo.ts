import { db } from '@/lib/db'
import { countLetters } from '@/lib/letters/queries'
import type { Actor } from '@/lib/people/actor'
import { actorFor } from '@/lib/people/queries'
import { viewCounts } from '@/lib/requests/list'
import { people, type Who } from '@/prisma/demo/people'

/** One of those who play in the demonstration, as they come in by the screen. */
export async function playing(slug: string, who: Who): Promise<Actor> {
  const { id, name, email, isAdmin } = await db().user.findUniqueOrThrow({ where: { email: people[who].email } })
  const actor = await actorFor({ userId: id, name, email, isAdmin, via: 'screen' }, slug)
  if (!actor) throw new Error(`${who} is no member of ${slug}`)
  return actor
}

const counted = <T extends string>(values: T[]) =>
  Object.fromEntries([...new Set(values)].map((value) => [value, values.filter((one) => one === value).length]))

/** How much of an inquiry stands where, for one who plays, by the rooms' own counts where they have them. */
export async function standing(slug: string, who: Who) {
  const actor = await playing(slug, who)
  const inquiryId = actor.inquiry.id
  const questions = await db().question.findMany({ where: { inquiryId } })
  const evidence = await db().evidenceItem.findMany({ where: { inquiryId } })
  const withheld = await db().withheldItem.findMany({ where: { inquiryId } })
  const { mine: _, ...views } = await viewCounts(actor)
  const letters = Object.entries(await countLetters(actor)).filter(([, n]) => n > 0)
  return {
    questions: counted(questions.map(({ status }) => status)),
    requests: views.all,
    views,
    letters: Object.fromEntries(letters),
    evidence: counted(evidence.map(({ status }) => status)),
    withheld: counted(withheld.map(({ status }) => status)),
  }
}
