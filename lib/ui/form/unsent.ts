import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import type { FormAction, FormState, Problem } from '@/lib/form-state'

const outdated: Problem = {
  kind: 'outdated',
  title: 'The ledger was updated since you opened this page',
  detail:
    'Nothing was saved. What you typed is still here: copy what you want to keep, load the page again, and send it from there.',
  fields: [],
}

/** What to do next hangs on whether the form carries the mark of its page, by which it acts once. */
const unanswered = (once: boolean): Problem => ({
  kind: 'unanswered',
  title: 'No answer came back',
  detail: `What you typed is still here. It may have been saved, or not at all${
    once
      ? '. Send it again as it is: what was saved already is not saved a second time.'
      : ': look in another tab before you send it again.'
  }`,
  fields: [],
})

function typedIn(form: FormData): NonNullable<FormState>['values'] {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith('$'))
  const words = (name: string) => form.getAll(name).filter((value) => typeof value === 'string')
  return Object.fromEntries(names.map((name) => [name, words(name).length > 1 ? words(name) : (words(name)[0] ?? '')]))
}

/**
 * The action as a browser calls it. When it does not get through (the page is older than the program, the line is cut, the server is just
 * being started, something in between answered), that would tear down the page with everything typed; here it becomes a problem like any
 * other, above the form as it was filled in.
 * @param onAnswer told when an answer came: until then, what is sent again is the same, which is done once
 */
export function keepingUnsent(action: FormAction, onAnswer: () => void = () => {}): FormAction {
  return async (state, form) => {
    try {
      const answer = await action(state, form)
      onAnswer()
      return answer
    } catch (error) {
      rethrow(error, onAnswer)
      const problem = unstable_isUnrecognizedActionError(error) ? outdated : unanswered(form.has('once'))
      return { problem, values: typedIn(form) }
    }
  }
}

/** Going on to another page is an answer too. */
function rethrow(error: unknown, onAnswer: () => void): void {
  try {
    unstable_rethrow(error)
  } catch (onward) {
    onAnswer()
    throw onward
  }
}
