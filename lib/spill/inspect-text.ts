/**
 * The spill guard: this system is unclassified, and what carries a classification marking is stopped before it is stored, logged or
 * reported. A finding names the rule and never holds the text. The folder has its own file names, since it holds no records.
 */
import { type Marking, PLACES, type SpillPlace } from './places'
import { bareLinesIn, brokenRule, isAmbiguous, RULES, type SpillRule } from './rules'
import { unmask } from './unmask'

export type SpillFinding = {
  rule: SpillRule
  explanation: string
  /** Of a file: where in it */
  place?: SpillPlace
}

/** The finding for a broken rule: what was found, where in a file, and what to do. What to do with a marked file the refusal says: nobody takes anything out of it. */
export function findingOf(rule: SpillRule, place?: SpillPlace): SpillFinding {
  const said = place === undefined ? RULES[rule] : `${RULES[rule]} (in ${PLACES[place]})`
  if (place && rule !== 'not-inspected')
    return { rule, explanation: `${said}, and this system is unclassified.`, place }
  const advice =
    rule === 'not-inspected'
      ? place === undefined
        ? 'Send less at once.'
        : 'Ask its producer for it in another form.'
      : 'Take the classified content out and keep a register entry that says where it is held.'
  const explanation = `${said}, and this system is unclassified. Nothing was stored. ${advice}`
  return { rule, explanation, ...(place && { place }) }
}

/** The finding for a marking in a file. */
export const findingIn = ({ rule, place }: Marking): SpillFinding => findingOf(rule, place)

/** The finding for the first way of seeing `text` that breaks a rule. */
export function firstFinding(text: string, broken: (plain: string) => SpillRule | null): SpillFinding | null {
  for (const plain of unmask(text)) {
    const rule = broken(plain)
    if (rule) return findingOf(rule)
  }
  return null
}

/** Does this text carry a classification banner or portion mark? Null where it does not. */
export function inspectText(text: string): SpillFinding | null {
  let rule: SpillRule | null = null
  for (const plain of unmask(text)) {
    const broken = brokenRule(plain)
    if (broken && !isAmbiguous(broken)) return findingOf(broken)
    // What only shows when the text is made plain was hidden, and what is hidden is not ambiguous.
    if (broken && bareLinesIn(plain) > bareLinesIn(text)) return findingOf('banner-line')
    rule ??= broken
  }
  return rule && findingOf(rule)
}

/** The same for text out of a file: which rule, and where. */
export function markingIn(text: string, place: SpillPlace): Marking | null {
  const finding = inspectText(text)
  if (!finding) return null
  // A property that says so is a label, whatever is called by its name.
  const label = place === 'properties' && isAmbiguous(finding.rule)
  return { rule: label ? 'banner-line' : finding.rule, place }
}

/** Of what was found one after the other, the first that leaves no doubt; else the first of all. */
export class Found {
  #doubt: Marking | null = null

  /** The marking if it is one without doubt; what may be something else is kept for the end, since something harder may follow. */
  sure(marking: Marking | null): Marking | null {
    if (!marking || !isAmbiguous(marking.rule)) return marking
    this.#doubt ??= marking
    return null
  }

  get doubt(): Marking | null {
    return this.#doubt
  }
}
