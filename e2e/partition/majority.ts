import type { Committee } from '@/lib/testing/committee'
import { here, soon } from '@/lib/testing/letters'

/** A word that stands in what the majority keeps for itself and nowhere else. */
export const ownWord = 'heliotrope'

type Written = { ref: string; version: number }
/** Does something by the API, as somebody. Throws what was refused. */
export type Do = (who: keyof Committee, method: 'POST' | 'PUT', path: string, body: object) => Promise<Written>

/** By the API of this server, in this inquiry. */
export function byApi(url: string, slug: string, tokens: Partial<Record<keyof Committee, string>>): Do {
  return async (who, method, path, body) => {
    const response = await fetch(`${url}/api/v1/inquiries/${slug}/${path}`, {
      method,
      headers: { authorization: `Bearer ${tokens[who]}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
    return (await response.json()) as Written
  }
}

/** What the majority does among itself in one inquiry, in two parts: until a letter of its own is cleared, and how that ends. */
export function majorityAt(act: Do, { staffer }: Committee) {
  const asked = {
    kind: 'log',
    title: `The ${ownWord} log`,
    wording: `All of the ${ownWord} log.`,
    addressee: 'O-1',
    formWanted: 'delivered_copy',
    handling: 'unclassified',
    questions: ['Q-1'],
    dueOn: soon(staffer),
  }
  const letter = { instrument: 'subpoena', subject: `The ${ownWord}`, body: `About ${ownWord}.`, addressee: 'O-1' }
  const call = { medium: 'call', direction: 'held', happenedOn: here(staffer), office: 'O-1', about: ownWord }
  const on = (ref: string, version: number) => ({ letter: ref, version, note: `Because of ${ownWord}.` })

  return {
    /** Drafts, edits, puts on a letter with what is shared, submits, returns, submits again, has it cleared; notes, calls. */
    async prepare(): Promise<{ letter: Written; request: Written }> {
      const drafted = await act('staffer', 'POST', 'letters', { ...letter, partition: 'majority', requests: [] })
      await act('staffer', 'PUT', `letters/${drafted.ref}`, { ...letter, dueOn: soon(staffer), version: 1 })
      const more = { partition: 'majority', letter: drafted.ref }
      const request = await act('staffer', 'POST', 'requests', { ...asked, ...more })
      const edited = await act('staffer', 'PUT', `requests/${request.ref}`, { ...asked, period: ownWord, version: 1 })
      const carried = { requests: [request.ref, 'R-1', 'R-2', 'R-3'], version: 3 }
      await act('staffer', 'PUT', `letters/${drafted.ref}/requests`, carried)
      await move('staffer', 4, 'in_clearance')
      await move('reviewer', 5, 'draft')
      await move('otherStaffer', 6, 'in_clearance')
      const cleared = await act('reviewer', 'POST', `letters/${drafted.ref}/clearance`, { note: ownWord, version: 7 })
      for (const ref of ['R-1', 'R-3', request.ref]) {
        await act('reviewer', 'POST', `requests/${ref}/notes`, { partition: 'majority', text: `A ${ownWord} note.` })
      }
      const links = { requests: ['R-1', request.ref], letter: 'L-1', partition: 'majority' }
      const logged = await act('staffer', 'POST', 'correspondence', { ...call, ...links })
      await act('staffer', 'PUT', `correspondence/${logged.ref}`, { ...call, requests: ['R-1', 'R-3'], version: 1 })
      await act('otherStaffer', 'PUT', `requests/${request.ref}/owner`, {
        owner: staffer.email,
        version: edited.version,
      })
      return { letter: cleared, request }

      async function move(who: keyof Committee, version: number, to: string): Promise<void> {
        const { letter: _, ...rest } = on(drafted.ref, version)
        await act(who, 'POST', `letters/${drafted.ref}/transitions`, { ...rest, to })
      }
    },

    /** Follows a joint letter with one of its own, and withdraws everything. */
    async end({ letter: cleared, request }: { letter: Written; request: Written }): Promise<void> {
      const more = { partition: 'majority', follows: 'L-1', requests: ['R-3'] }
      await act('otherStaffer', 'POST', 'letters', { ...letter, ...more })
      const note = `Because of ${ownWord}.`
      const withdrawn = { to: 'withdrawn', note }
      await act('staffer', 'POST', `letters/${cleared.ref}/transitions`, { ...withdrawn, version: cleared.version })
      const version = request.version + 2
      await act('staffer', 'POST', `requests/${request.ref}/transitions`, { ...withdrawn, version })
    },
  }
}
