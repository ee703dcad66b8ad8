/**
 * Where to go after signing in: a path on this very site, or the front page for anything else. A browser reads `//host` and `/\host` as
 * another site, drops tabs and line breaks, and takes `\` for `/`, so none of these may stand in it.
 */
export function safePath(next: unknown): string {
  if (typeof next !== 'string' || next.length > 2_000) return '/'
  if (!next.startsWith('/') || next.startsWith('//') || /[\\\p{Cc}\s]/u.test(next)) return '/'
  const base = 'http://ledger.invalid'
  if (!URL.canParse(next, base)) return '/'
  const url = new URL(next, base)
  // Dots may fold into a path that begins with two slashes: /..//host
  return url.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : '/'
}

/** The sign-in page, which leads back to `path`. */
export function signInPath(path: string | null): string {
  const next = safePath(path)
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
}
