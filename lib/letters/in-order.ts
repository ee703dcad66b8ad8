/**
 * A form in which requests are chosen by checkbox (`requests`) and ordered by a number beside each (`position-R-3`), with a field for
 * more of them (`more`), as the command takes it: `requests`, in order. Works without scripts, so the order is made here and not in the
 * browser. Rows with the same number, or none, keep the order of the page; what was added by hand comes last.
 */
export function inOrder(form: FormData): FormData {
  const ordered = new FormData()
  for (const [name, value] of form) {
    if (name !== 'requests' && name !== 'more' && !name.startsWith('position-')) ordered.append(name, value)
  }
  const chosen = form.getAll('requests').map(String)
  const place = (ref: string) => {
    const text = String(form.get(`position-${ref}`) ?? '').trim()
    return /^\d{1,4}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY
  }
  const more = String(form.get('more') ?? '')
    .split(/[\s,;]+/)
    .filter(Boolean)
  for (const ref of [...chosen].sort((a, b) => Math.sign(place(a) - place(b)) || 0)) ordered.append('requests', ref)
  for (const ref of more) ordered.append('requests', ref)
  return ordered
}
