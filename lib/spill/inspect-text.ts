/**
 * The spill guard: this system is unclassified, and what carries a classification marking is stopped before it is stored, logged or
 * reported. A finding names the rule and never holds the text. The folder has its own file names, since it holds no records.
 */
import { brokenRule, RULES, type SpillRule } from './rules'
import { unmask } from './unmask'

export type SpillFinding = { rule: SpillRule; explanation: string }

/** The finding for a broken rule: what was found, and what to do. */
export function findingOf(rule: SpillRule): SpillFinding {
  const advice =
    rule === 'not-inspected'
      ? 'Send less at once.'
      : 'Take the classified content out and keep a register entry that says where it is held.'
  return { rule, explanation: `${RULES[rule]}, and this system is unclassified. Nothing was stored. ${advice}` }
}

/** The finding for the first way of seeing `text` that breaks a rule. */
export function firstFinding(text: string, broken: (plain: string) => SpillRule | null): SpillFinding | null {
  for (const plain of unmask(text)) {
    const rule = broken(plain)
    if (rule) return findingOf(rule)
  }
  return null
}

/** Does this text carry a classification banner or portion mark? Null where it does not. */
export const inspectText = (text: string): SpillFinding | null => firstFinding(text, brokenRule)
