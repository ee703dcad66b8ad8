import type { Part } from '@/lib/volumes/parts'

/*
 * The file that a load file means by a path. Producers write them on Windows: backslashes, letters in any case, with or without the name of the
 * volume in front. Pure, and of a name of its own, since documents and page images both ask it.
 */

/** As it is compared: slashes, small letters, composed; null where it leads out of the volume. */
function plain(path: string): string | null {
  const steps = path
    .trim()
    .replace(/^[A-Za-z]:/, '')
    .replaceAll('\\', '/')
    .split('/')
    .filter((step) => step !== '' && step !== '.')
  return steps.length === 0 || steps.includes('..') ? null : steps.join('/').normalize('NFC').toLowerCase()
}

/** Finds files by the paths of the load file at `list`. */
export class Paths {
  #byPath = new Map<string, Part>()
  #bases: string[]

  constructor(parts: readonly Part[], list: string) {
    for (const part of parts) {
      const key = plain(part.path)
      if (key !== null && !this.#byPath.has(key)) this.#byPath.set(key, part)
    }
    // The folders above the load file, the outermost first: paths count from one of them.
    const above = (plain(list) ?? '').split('/').slice(0, -1)
    this.#bases = [...above.keys(), above.length].map((many) =>
      above
        .slice(0, many)
        .map((step) => `${step}/`)
        .join(''),
    )
  }

  /** The file of this path, or undefined. */
  find(path: string): Part | undefined {
    const asked = plain(path)
    if (asked === null) return undefined
    // The volume's own name may stand in front.
    const inside = asked.slice(asked.indexOf('/') + 1)
    for (const one of inside === asked ? [asked] : [asked, inside]) {
      for (const base of this.#bases) {
        const found = this.#byPath.get(base + one)
        if (found) return found
      }
    }
    return undefined
  }
}

/** The part of a path behind its last slash, in either direction. */
export const nameIn = (path: string): string => path.split(/[\\/]/).pop() ?? path

/** How deep a file lies. */
const depth = ({ path }: Part) => path.split('/').length
const inData = ({ path }: Part) => /(^|\/)(data|load|loadfiles?)\//i.test(path)

/** As many as a page offers to choose from. */
const MOST_OFFERED = 20

/** The files of these kinds that may be load files, the likeliest first: by kind, in a folder called DATA, not deep. */
function ranked(parts: readonly Part[], kinds: readonly string[]): string[] {
  const kind = (part: Part) => kinds.findIndex((one) => part.path.toLowerCase().endsWith(one))
  return parts
    .filter((part) => kind(part) >= 0 && depth(part) <= 4 && !/(^|\/)(natives?|text|images?)\//i.test(part.path))
    .map((part) => ({ part, kind: kind(part) }))
    .sort(
      (a, b) =>
        a.kind - b.kind ||
        Number(inData(b.part)) - Number(inData(a.part)) ||
        depth(a.part) - depth(b.part) ||
        (a.part.path < b.part.path ? -1 : 1),
    )
    .slice(0, MOST_OFFERED)
    .map(({ part }) => part.path)
}

/** What may be the list of documents. */
export const listsIn = (parts: readonly Part[]): string[] => ranked(parts, ['.dat', '.csv', '.tsv', '.xlsx'])
/** What may be the list of page images. */
export const imageListsIn = (parts: readonly Part[]): string[] => ranked(parts, ['.opt'])
