import { type Refused, refusalWords, refusedIn, SET_ASIDE, twinIn } from '@/lib/files/sending'

/** What an answer means for a file that is being sent: what it is now, in words, and whether it was a field that all files share. */
export type Judged = {
  state: 'stopped' | 'refused' | 'spill' | 'twin' | 'set_aside'
  said: string
  item: string | null
  shared?: Refused
}

/** Fields that belong to one file; all others are shared by all that are sent. */
const OF_ONE = /^(filename|title|claimedHash|againReason|size|file)$/

/**
 * Judges an answer that is no success. What stopped goes on where it was; all else has left nothing on its way.
 * @param method of the call that was refused: HEAD is answered without words
 */
export function judged(status: number, body: string, method: string): Judged {
  const stopped = (said: string): Judged => ({ state: 'stopped', said, item: null })
  if (status === 0) return stopped('The ledger does not answer. What came is safe: go on when it is back.')
  if (status === 401)
    return stopped('You are signed out. Sign in in another window, then go on here: what came is safe.')
  if (status === 404)
    return refused('Nothing of this upload is left: it was given up, or stopped. The history says why.')
  if (method === 'HEAD' && status < 500) {
    return refused(
      'The ledger takes no more of it. Whether it was set aside stands below; the history says what happened.',
    )
  }
  const told = refusedIn(status, body)
  const said = refusalWords(told)
  if (status === 409 && told.kind !== 'closed' && method !== 'POST') return stopped(said)
  if (status === 429 || status >= 500) return stopped(said)
  const twin = twinIn(told.title)
  if (twin) return { state: 'twin', said: told.detail, item: twin }
  if (told.title === SET_ASIDE) return { state: 'set_aside', said: told.detail, item: null }
  if (told.kind === 'spill') return { state: 'spill', said, item: null }
  const shared = method === 'POST' && told.fields.some(({ path }) => path !== '' && !OF_ONE.test(path))
  return { ...refused(said), ...(shared && { shared: told }) }
}

const refused = (said: string): Judged => ({ state: 'refused', said, item: null })
