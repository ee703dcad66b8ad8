import { firstFinding, type SpillFinding } from './inspect-text'
import { brokenRule, isAmbiguous, type SpillRule } from './rules'

const LEVEL = '(?:TOP ?SECRET|SECRET|CONFIDENTIAL)'
/** What a level in capitals is ordinarily followed by. */
const ORDINARY =
  '(?:BALLOTS?|SERVICE|CLEARANCES?|INFORMANTS?|SANTA|AGENTS?|POLICE|MEETINGS?|WITNESS|SOURCES?|COURTS?|SESSIONS?)'
const CONTROL = '(?:NF|NOFORN|SI|TK|HCS|ORCON|OC|REL|RELTO|FVEY|SAR|RD|FRD|CNWDI|RELIDO|PROPIN)'

const MARKED = [
  // TS_SI_NF video, S-NF, secret noforn
  new RegExp(`(?:^|[ ([])(?:TS|S|C) ${CONTROL}(?:[ )\\]]|$)`),
  new RegExp(`(?:^| )(?:TS|top ?secret|secret|confidential) ${CONTROL}(?: |$)`, 'i'),
  // SECRET first or last, in capitals, and not a secret ballot
  new RegExp(`^${LEVEL}(?: (?!${ORDINARY}(?: |$))|$)`),
  new RegExp(` ${LEVEL}(?: ?\\(?\\d{0,3}\\)?)?$`),
  // (S) strike, strike (TS), [S] strike; (C) only in front, where it is no copyright
  /^[([](?:TS|S|C(?![)\]] ?(?:19|20)\d\d))[)\]](?: (?!corp)|$)/i,
  /[([](?:TS|S)[)\]]$/,
]

/** The rule that a plain file name (see `unmask`) breaks, or null. A path is looked at part by part. */
function brokenFileNameRule(name: string): SpillRule | null {
  const inText = brokenRule(name)
  if (inText) return isAmbiguous(inText) ? 'file-name' : inText
  const marked = name.split(/[/\\]/).some((part) => {
    const words = part
      .replace(/\.[A-Za-z0-9]{1,5}$/, '')
      .replace(/[\s_.,;+~=-]+/g, ' ')
      .trim()
    return MARKED.some((pattern) => pattern.test(words))
  })
  return marked ? 'file-name' : null
}

/**
 * Does this file name carry a classification marking? Stricter than `inspectText`, since a name has no sentences around its words:
 * underscores, dots and dashes stand for blanks, a slash cannot be written, and levels are marked in front or at the end.
 */
export const inspectFileName = (name: string): SpillFinding | null => firstFinding(name, brokenFileNameRule)
