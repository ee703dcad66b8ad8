import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The addresses of the files in `public/`, such as `/uswds/fonts/a.woff2` (none when there is no such folder), and of the icon. */
export function publicFiles(root: string): ReadonlySet<string> {
  const found = new Set(['/icon.svg'])
  const walk = (address: string) => {
    for (const entry of readdirSync(join(root, 'public', address), { withFileTypes: true })) {
      const below = `${address}/${entry.name}`
      if (entry.isDirectory()) walk(below)
      else if (!entry.name.startsWith('.')) found.add(below)
    }
  }
  try {
    walk('')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  return found
}
