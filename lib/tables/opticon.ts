import { delimitedRows } from '@/lib/tables/delimited'
import type { Encoding } from '@/lib/tables/layout'
import type { Source } from '@/lib/tables/table'

/** One line of an Opticon load file (OPT): one page as a picture. */
export type PageImage = {
  line: number
  /** The number that is stamped on the page */
  key: string
  volume: string
  /** As the producer wrote it, mostly with backslashes */
  path: string
  /** Whether a document begins with it */
  begins: boolean
  /** How many pages the document has, as far as its first page says so */
  pages: number | null
  problems: string[]
}

/**
 * The pages that an Opticon file lists, in their order: key, volume, path, Y where a document begins, two breaks that nobody uses, page count.
 * Throws TableTrouble, with the line, where it cannot be read on.
 */
export async function* pageImages(source: Source, encoding: Encoding): AsyncGenerator<PageImage> {
  let first = true
  for await (const { line, cells } of delimitedRows(source, {
    encoding,
    separator: 'comma',
    quote: 'double',
    newline: 'none',
  })) {
    const [key = '', volume = '', path = '', mark = '', , , pages = ''] = cells.map((cell) => cell.trim())
    if (!key && !path) continue
    const begins = /^y/i.test(mark)
    const counted = /^\d{1,7}$/.test(pages)
    const problems: string[] = []
    if (!key || !path) problems.push('It names no page, or no file: its key stands first in it, its path third.')
    if (first && !begins) problems.push('No document begins with the first page: it is taken as the beginning of one.')
    if (pages && !counted) problems.push('Its count of pages is no number.')
    if (cells.some((cell) => cell.includes('\ufffd')))
      problems.push('Some of its characters cannot be read in the encoding that was chosen.')
    yield { line, key, volume, path, begins: first || begins, pages: counted ? Number(pages) : null, problems }
    first = false
  }
}
