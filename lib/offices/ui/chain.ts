import type { OfficeRecord } from '@/lib/offices/schema'

/** The offices directly below one; with null, those that stand at the top of what is given. */
export function below(offices: OfficeRecord[], above: string | null): OfficeRecord[] {
  const known = new Set(offices.map((office) => office.ref))
  return offices.filter((office) =>
    above === null ? !office.above || !known.has(office.above.ref) : office.above?.ref === above,
  )
}

/** All offices that stand below one, at any depth, by their numbers. */
export function allBelow(offices: OfficeRecord[], ref: string, found = new Set<string>()): Set<string> {
  for (const office of below(offices, ref)) {
    if (found.has(office.ref)) continue
    found.add(office.ref)
    allBelow(offices, office.ref, found)
  }
  return found
}

/** One office's own line of command: those above it up to the top, itself, and all below it. */
export function lineOf(offices: OfficeRecord[], ref: string): OfficeRecord[] {
  const byRef = new Map(offices.map((office) => [office.ref, office]))
  const line = allBelow(offices, ref).add(ref)
  for (let up = byRef.get(ref)?.above; up && !line.has(up.ref); up = byRef.get(up.ref)?.above) line.add(up.ref)
  return offices.filter((office) => line.has(office.ref))
}
