import type { getDocumentProxy } from 'unpdf'
import { inspectFileName } from './inspect-file-name'
import { Found, markingIn } from './inspect-text'
import { textOfProperties, wordsIn } from './markup'
import type { Marking } from './places'

type Document = Awaited<ReturnType<typeof getDocumentProxy>>

/** A banner stands on the first page; a cover without one may lie before it. */
const FIRST_PAGES = 10

/**
 * Looks through an opened PDF: its properties (also the XMP ones), the names of what is attached, and the text of its first pages. What is
 * damaged says nothing; the rest is looked at all the same.
 */
export async function inspectPdf(document: Document): Promise<Marking | null> {
  const looks = [
    async () => markingIn(await propertiesOf(document), 'properties'),
    async () => attachedNames(await document.getAttachments()),
    ...Array.from(
      { length: Math.min(document.numPages, FIRST_PAGES) },
      (_, at) => async () => markingIn(await textOfPage(document, at + 1), 'pages'),
    ),
  ]
  const found = new Found()
  let damaged = false
  const unread = () => {
    damaged = true
    return null
  }
  for (const look of looks) {
    const marking = found.sure(await look().catch(unread))
    if (marking) return marking
  }
  // What could not be looked at may hold anything.
  return found.doubt && damaged ? { rule: 'not-inspected', place: found.doubt.place } : found.doubt
}

async function propertiesOf(document: Document): Promise<string> {
  const { info, metadata } = await document.getMetadata()
  const all: unknown[] = [info, metadata?.getRaw() ?? '']
  return textOfProperties(wordsIn(all).join('\n'))
}

async function textOfPage(document: Document, number: number): Promise<string> {
  const page = await document.getPage(number)
  const { items } = await page.getTextContent()
  page.cleanup()
  return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
}

function attachedNames(attached: unknown): Marking | null {
  if (typeof attached !== 'object' || attached === null) return null
  const names = Object.values(attached).flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'filename' in one ? [String(one.filename)] : [],
  )
  const named = names.map(inspectFileName).find(Boolean)
  return named ? { rule: named.rule, place: 'parts' } : null
}
