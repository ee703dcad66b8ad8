/**
 * What gives a classified text away. Markings: 32 CFR part 2001, subpart B (2001.20 to 2001.26), and ISOO's booklet "Marking Classified
 * National Security Information" (portion marks, the overall marking, the classification authority block); the Intelligence Community's
 * register of control markings, which ICD 710 governs (compartments, dissemination controls); 10 CFR 1045.140 (Restricted Data); NATO's
 * security policy, C-M(2002)49-REV1. How the parts stand together (`//` and `/`) is taken from released documents.
 *
 * A rule looks for the *structure* of a marking, since the words alone are ordinary: "secret ballot", "Top Secret clearance required".
 * It errs on the side of stopping only where a structure is there. Rules read text that `unmask` has made plain, and every pattern is
 * bounded, so that a megabyte of hostile text takes no longer than a megabyte of any other.
 */

export const RULES = {
  banner: 'It carries a classification banner, a level with control markings',
  'banner-line': 'A line of it is a classification banner and nothing else',
  'confidential-line':
    'A line of it is the lowest level of classification and nothing else, which companies write on papers of their own too',
  'portion-mark': 'It carries a classification portion mark in brackets',
  'authority-block': 'It carries a classification block that says by whom it was classified or until when',
  sci: 'It carries a marking of sensitive compartmented information',
  'special-access': 'It carries a marking of a special access program',
  accm: 'It carries a marking of alternative compensatory control measures',
  'restricted-data': 'It carries a marking of nuclear Restricted Data',
  foreign: 'It carries a NATO or foreign classification marking',
  'spaced-out': 'It carries a classification level in spaced-out letters',
  'file-name': 'The file name carries a classification marking',
  'not-inspected': 'It is too large or too deeply nested to be inspected for classification markings',
} as const

export type SpillRule = keyof typeof RULES

/**
 * May what broke this rule be something else than a classification marking? Then a person may rule that it is (lib/inquiries); of every other rule
 * nobody may. The rule is judged last, so it is only found where no other is broken.
 */
export const isAmbiguous = (rule: SpillRule): boolean => rule === 'confidential-line'

/** Is this one of the rules? The log outlives them. */
export const isRule = (name: string): name is SpillRule => Object.hasOwn(RULES, name)

/** The three levels, also as they are written to get past a filter (S3CR3T, CONFlDENTIAL). */
const LEVEL = '(?:(?:T[O0]P[ \\t_-]{0,6})?[S5$][E3€]CR[E3€]T|C[O0]NF[I1l!]D[E3€]NT[I1l!]AL)'
/** Control markings that may stand behind a level. Some are ordinary words or initials, so they count only behind `//`. */
const CLEAR_CONTROL = String.raw`(?:N[O0]F[O0]RN|NF|[O0]RC[O0]N(?:-USGOV)?|REL(?:ID[O0]| T[O0]\b)|REL|PR[O0]PIN|IMC[O0]N|RSEN|FVEY|FGI|HCS(?:-[OPX])?|SI(?:-(?:G|GAMMA|NK|EU))?|TK|KDK|CNWDI|FRD|ATOMAL)`
const CONTROL = String.raw`(?:${CLEAR_CONTROL}|SCI|OC|PR|G|RD|SAR|SPECIAL ACCESS|ACCM|LIMDIS|EXDIS|NODIS|LES|SBU|FISA|DSEN|DISPLAY ONLY|USA|EYES ONLY|GAMMA|KLONDIKE|RESERVE|TALENT|COMINT|BOHEMIA|BALK|WAIVED|MR|X[1-8]|\d{8}|(?:25|50)X\d)`
const END = '(?![A-Za-z0-9])'
const START = '(?<![A-Za-z0-9])'
/** Bullets, numbers and rules that may stand in front of a portion mark or around a banner. */
const BULLET = String.raw`[ \t]{0,20}(?:(?:[>*#|•·▪◦‣-]{1,8}[ \t]{0,8}|(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|[A-Za-z][.)]|\(\d{1,3}\))[ \t]{1,8})){0,3}["'“”‘’]{0,2}`
const SUBJECT = String.raw`(?:(?:subject|subj|title|re|para(?:graph)?)[ \t]{0,3}\d{0,3}[:.][ \t]{0,8})?`

const any = (source: string, flags = '') => new RegExp(source, flags)

const BANNERS = [
  any(`${START}(?:${LEVEL}|TS|S|C)(?:[ /]SCI)?\\s{0,3}//\\s{0,3}${CONTROL}${END}`, 'i'),
  any(`${START}${LEVEL}\\s{0,3}//\\s{0,3}[A-Z]`),
  any(`${START}(?:${LEVEL}|TS)\\s{0,3}/\\s{0,3}${CLEAR_CONTROL}${END}`, 'i'),
  any(`${START}(?:S|C)/(?:NF|NOFORN|REL|ORCON|SI|TK|HCS)${END}`),
  any(
    `${START}${LEVEL}[ ,|:–-]{1,4}(?:NOFORN|NF|ORCON|PROPIN|REL TO [A-Z]{3}|REL FVEY|RELIDO|COMINT|CNWDI|SI|TK|HCS)${END}`,
  ),
  any(`${START}(?:${LEVEL}|TS|S)//(?=\\s*$)`, 'm'),
]

const AROUND = String.raw`[^A-Za-z0-9\n]{0,40}`
const BESIDE = String.raw`(?:(?:[Pp]age|PAGE|[Cc]opy|COPY|[Ss]eries)(?: \d{1,4})?(?: [oO][fF] \d{1,4})?|\d{1,4}|WORKING PAPERS?|EYES ONLY|CODE ?WORD|UMBRA|SENSITIVE|NOFORN|DRAFT|AND NOT FOR FOREIGN RELEASE)`
const LABEL =
  '(?:(?:OVERALL |SECURITY |DOCUMENT |PORTION )?CLASSIFICATION(?: LEVEL| MARKING)?|THIS (?:PAGE|DOCUMENT|PORTION) IS(?: CLASSIFIED)?|CLASSIFIED)'

/** A whole line: rules and page numbers may stand around the level, and it may come twice. */
const BANNER_LINES = [
  any(`^${AROUND}(?:${BESIDE}${AROUND})?${LEVEL}(?:${AROUND}${LEVEL}){0,3}(?:${AROUND}${BESIDE}){0,2}${AROUND}$`),
  any(`^${AROUND}TOP[ _-]{0,3}SECRET[ /]SCI${AROUND}$`),
  any(`^[^A-Za-z0-9\\s]{2,40}[ \\t]{0,20}${LEVEL}[ \\t]{0,20}[^A-Za-z0-9\\s]{2,40}$`, 'i'),
  any(`^${AROUND}${LABEL}[ \\t]{0,8}[:=-]{0,2}[ \\t]{0,8}${LEVEL}${AROUND}$`, 'i'),
]

const PAGE = String.raw`(?:(?:[Pp]age|PAGE) ?)?\d{1,4}(?: (?:of|OF|/) \d{1,4})?`
const SPACE = String.raw`[\s.*·•–—-]{0,40}`
/** CONFIDENTIAL in so many letters, once, beside a page number at most: as companies mark what is their own. */
const BARE_LINE = any(`^${SPACE}(?:${PAGE}${SPACE})?CONFIDENTIAL(?:${SPACE}${PAGE})?${SPACE}$`)
/** What no company writes; a text that has any of it means a classification. */
const OFFICIAL =
  /noforn|orcon|relido|rel to usa|13526|declass|classified (?:by|information|national)|classification|national security information/i

/** Lines that say CONFIDENTIAL and nothing else. */
export const bareLinesIn = (text: string): number =>
  text.split(/\r\n|[\n\r\u2028\u2029\v\f]/).filter((line) => line.length < 200 && BARE_LINE.test(line.trim())).length

const OPEN = String.raw`[([{<]\s{0,3}`
const CLOSE = String.raw`\s{0,3}[)\]}>]`
/** (S//NF), (TS//SI//REL TO USA, FVEY), [C/REL], (S-RD) wherever they stand. */
const PORTION_WITH_CONTROL = [
  any(`${OPEN}(?:${LEVEL}|C?TSA?|S|C|NS|NC|R)\\s{0,3}//\\s{0,3}${CONTROL}${END}[^)\\]}>\\n]{0,80}${CLOSE}`, 'i'),
  any(`${OPEN}(?:${LEVEL}|TS|S|C)\\s{0,3}//[^)\\]}>\\n]{0,80}${CLOSE}`),
  any(`${OPEN}(?:${LEVEL}|TS|S|C)\\s{0,3}/\\s{0,3}${CLEAR_CONTROL}${END}[^)\\]}>\\n]{0,80}${CLOSE}`, 'i'),
  any(`${OPEN}(?:TS|S|C)-?(?:RD|FRD)${CLOSE}`),
]
/** At the start of a paragraph, or of a sentence within one. (S) corporations and (C) 2025 are neither. */
const PORTION_AT_START = any(
  `^${BULLET}${SUBJECT}[([{]\\s{0,3}(TS|S|C|TS[ /-]SCI|SECRET|TOP SECRET|CONFIDENTIAL)\\s{0,3}[)\\]}][ \\t]{0,8}(.{0,24})`,
)
const PORTION_IN_PARAGRAPH = any(`[.!?:]["')]?[ \\t]{1,4}\\((?:TS|S)\\)[ \\t]{1,4}(?!Corp)[A-Z"][A-Za-z]`)
const SMALL_TS = any(`^${BULLET}${SUBJECT}\\(ts\\)[ \\t]{1,8}(?!clearance)`, 'i')

/** In a list (A), (B), (C) the letter only counts; so it does in front of a year, a name of a form, or small letters of a statute. */
function ordinary(mark: string, after: string, text: string): boolean {
  if (/^(?:corp|clearance|\()/i.test(after)) return true
  if (mark !== 'C') return false
  return (
    /^(?:(?:19|20)\d\d\b|[a-z])/.test(after) ||
    /copyright/i.test(text) ||
    (text.includes('(A)') && text.includes('(B)'))
  )
}

function hasPortionMark(text: string, lines: readonly string[]): boolean {
  if (PORTION_WITH_CONTROL.some((pattern) => pattern.test(text)) || PORTION_IN_PARAGRAPH.test(text)) return true
  return lines.some((line) => {
    if (!/[([{<]/.test(line.slice(0, 120))) return false
    const match = PORTION_AT_START.exec(line.slice(0, 200))
    return match ? !ordinary(match[1] ?? '', match[2] ?? '', text) : SMALL_TS.test(line.slice(0, 200))
  })
}

const AUTHORITY_LINES = [
  any(`${START}(?:declassify on|decl(?:as)?(?: on)?)[ \\t]{0,4}:?[ \\t]{0,4}(?:\\d{8}|(?:25|50)X\\d|X[1-8]|OADR)`, 'i'),
  any(`^${BULLET}(?:classified by|declassify on|downgrade to [a-z ]{1,20} on)[ \\t]{0,8}[:=]`, 'im'),
  any(`${START}(?:C(?:lassified|LASSIFIED) B[yY]|D(?:eclassify|ECLASSIFY) O[nN])[ \\t]{0,8}:`),
  any(
    `${START}derived from[ \\t]{0,8}:[ \\t]{0,8}(?:multiple sources|.{0,80}\\bclassification guide|.{0,40}\\bSCG\\b)`,
    'i',
  ),
  any(
    `${START}reason(?: for classification)?[ \\t]{0,8}:[ \\t]{0,8}(?:E\\.?O\\.? ?13526[, ]{1,3})?(?:sec(?:tion|\\.)? ?)?1\\.[45] ?\\(?[a-h]\\)?${END}`,
    'i',
  ),
]

const SCI = '(?:HCS(?:-[OPX])?|SI(?:-(?:G|GAMMA|NK|EU))?|TK|KDK|KLONDIKE|GAMMA|TALENT KEYHOLE|COMINT)'
const SCI_MARKS = [
  any(`${START}(?:HCS-[OPX]|SI-(?:G|GAMMA)|SI GAMMA|TALENT KEYHOLE|KDK-(?:BLFH|IDIT|KAND))${END}`),
  any(`${START}${SCI}(?:/${SCI}){0,3}//(?:${SCI}|NOFORN|NF|ORCON|OC|REL|RELIDO|FGI|RSEN|PROPIN)${END}`),
  any(`${START}${SCI}(?:/${SCI}){2,4}${END}`),
  any(`(?:^|\\s)//${SCI}${END}`, 'm'),
  any(
    `${START}handle via (?:byeman|comint|talent[ -]keyhole|hcs|si|tk|humint)[a-z /-]{0,40} (?:channels|control system)`,
    'i',
  ),
  any(`^${AROUND}(?:KLONDIKE|GAMMA|HCS|TALENT KEYHOLE|SENSITIVE COMPARTMENTED INFORMATION)${AROUND}$`, 'm'),
]

const SPECIAL_ACCESS = [
  any(`//\\s{0,3}(?:SAR|SPECIAL ACCESS REQUIRED)[ -]`, 'i'),
  any(`${START}(?:SPECIAL ACCESS REQUIRED|HVSACO)${END}`),
  any(`${START}handle via special access (?:program )?channels only`, 'i'),
]

const ACCM = [any(`(?://\\s{0,3}|${START})ACCM-[A-Z]`), any(`//\\s{0,3}ACCM${END}`, 'i')]

const RESTRICTED_DATA = [
  any(`//\\s{0,3}(?:RD|FRD|TFNI)(?:-[A-Z]|-SIGMA| SIGMA)?${END}`),
  any(
    `^${AROUND}(?:FORMERLY RESTRICTED DATA|RESTRICTED DATA|(?:SECRET|CONFIDENTIAL) RESTRICTED DATA|CRITICAL NUCLEAR WEAPONS? DESIGN INFORMATION|CNWDI)${AROUND}$`,
    'm',
  ),
  any(`contains? (?:formerly )?restricted data,? as defined (?:in|by)`, 'i'),
]

const FOREIGN = [
  any(
    `${START}(?:COSMIC TOP SECRET|FOCAL TOP SECRET|TRES SECRET UE|SECRET UE/EU SECRET|CONFIDENTIEL UE|(?:TOP )?SECRET ATOMAL)${END}`,
  ),
  any(
    `^${AROUND}(?:(?:NATO|UK|EU|FIVE EYES|AUSTEO|CANADIAN) (?:TOP SECRET|SECRET|CONFIDENTIAL|RESTRICTED)|TRES SECRET(?: DEFENSE)?|SECRET DEFENSE|STRENG GEHEIM|GEHEIM)${AROUND}$`,
    'm',
  ),
  any(`${START}NATO (?:SECRET|CONFIDENTIAL|RESTRICTED)(?!${AROUND}(?:CLEARANCE|[a-z]))${END}`),
  any(`(?:^|\\s)//\\s{0,3}(?:JOINT|NATO|COSMIC|[A-Z]{3})\\s(?:TOP SECRET|SECRET|CONFIDENTIAL|RESTRICTED)${END}`, 'm'),
]

const GAP = String.raw`[\s._*|·-]{1,6}`
const spaced = (word: string) => [...word].join(GAP)
const SPACED = any(`${START}(?:${spaced('SECRET')}|${spaced('CONFIDENTIAL')}|${spaced('NOFORN')})${END}`, 'i')

/** Double backslashes, bars and slashes set apart stand for the double slash of a banner. */
const DOUBLE_SLASH = /\\\\|\|\||\/[ \t]{1,3}\//g

/** The first rule that plain text (see `unmask`) breaks, or null. */
export function brokenRule(plain: string): SpillRule | null {
  const text = plain.replace(DOUBLE_SLASH, '//')
  const some = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(text))
  const lines = text.split('\n')
  if (hasPortionMark(text, lines)) return 'portion-mark'
  if (some(SPECIAL_ACCESS)) return 'special-access'
  if (some(ACCM)) return 'accm'
  if (some(RESTRICTED_DATA)) return 'restricted-data'
  if (some(FOREIGN)) return 'foreign'
  if (some(BANNERS)) return 'banner'
  if (some(SCI_MARKS)) return 'sci'
  if (some(AUTHORITY_LINES)) return 'authority-block'
  // A banner line is short; a long one is a paragraph.
  const banners = lines.filter(
    (line) => line.length < 200 && BANNER_LINES.some((pattern) => pattern.test(line.trim())),
  ).length
  const bare = banners === 0 ? 0 : bareLinesIn(text)
  if (banners > bare || (bare > 0 && OFFICIAL.test(text))) return 'banner-line'
  if (SPACED.test(text)) return 'spaced-out'
  return bare > 0 ? 'confidential-line' : null
}
