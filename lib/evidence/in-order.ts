/**
 * A form in which each request that an item answers has a choice of its own (`means-R-3`: all, part, or nothing), as the command takes it:
 * `all` and `part`, each a list of numbers. Works without scripts, so this is made here and not in the browser.
 */
export function byMeaning(form: FormData): FormData {
  const sorted = new FormData()
  for (const [name, value] of form) {
    const ref = /^means-(.+)$/.exec(name)?.[1]
    if (ref === undefined) sorted.append(name, value)
    else if (value === 'all' || value === 'part') sorted.append(value, ref)
  }
  return sorted
}
