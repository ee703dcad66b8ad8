/** An address with these parameters changed; null or '' takes one away. Keeps the order, so equal views have equal addresses. */
export function withParams(path: string, given: Record<string, string>, change: Record<string, string | null>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...given, ...change })) if (value) params.set(name, value)
  const query = params.toString()
  return query ? `${path}?${query}` : path
}
