/**
 * Makes text look to a pattern as it looks to a reader: what is invisible goes, what is drawn like a Latin letter becomes one.
 * (The confusables are those of Unicode Technical Standard 39 that resemble the letters of markings.)
 */

// One string a letter: everything that is drawn like it and that NFKC leaves alone. Capitals and small letters keep their case.
const LOOK_ALIKES: Record<string, string> = {
  A: 'ΑАᎪᗅꓮ',
  B: 'ΒВᏴᗷꓐ',
  C: 'СϹᏟꓚⅭ',
  D: 'ᎠᗞꓓⅮ',
  E: 'ΕЕᎬꓰ',
  F: 'ϜᖴꓝҒ',
  G: 'ԌᏀꓖ',
  H: 'ΗНᎻꓧҢ',
  I: 'ΙІӀᏆꓲ',
  J: 'ЈᎫꓙ',
  K: 'ΚКᏦꓗҚ',
  L: 'ᏞᒪꓡⅬ',
  M: 'ΜМᎷꓟϺ',
  N: 'ΝꓠИ',
  O: 'ΟОՕꓳ',
  P: 'ΡРᏢꓑ',
  Q: 'Ԛ',
  R: 'ᎡᖇꓣЯ',
  S: 'ЅՏᏚꓢ',
  T: 'ΤТᎢꓔҬ',
  U: 'Սꓴ',
  V: 'ѴᏙꓦ',
  W: 'ԜᎳꓪ',
  X: 'ΧХꓫҲ',
  Y: 'ΥҮУꓬ',
  Z: 'ΖᏃꓜ',
  a: 'αа',
  c: 'сϲ',
  d: 'ԁ',
  e: 'еҽ',
  h: 'һ',
  i: 'ιіı',
  j: 'ј',
  k: 'κк',
  l: 'ӏ',
  m: 'м',
  n: 'ո',
  o: 'οоօ',
  p: 'ρр',
  q: 'ԛ',
  r: 'г',
  s: 'ѕ',
  t: 'τт',
  u: 'υս',
  v: 'νѵ',
  w: 'ѡԝ',
  x: 'χх',
  y: 'γуү',
  // Small capitals read as capitals do.
  'A ': 'ᴀ',
  'B ': 'ʙ',
  'C ': 'ᴄ',
  'D ': 'ᴅ',
  'E ': 'ᴇ',
  'F ': 'ꜰ',
  'G ': 'ɢ',
  'H ': 'ʜ',
  'I ': 'ɪ',
  'J ': 'ᴊ',
  'K ': 'ᴋ',
  'L ': 'ʟ',
  'M ': 'ᴍ',
  'N ': 'ɴ',
  'O ': 'ᴏ',
  'P ': 'ᴘ',
  'R ': 'ʀ',
  'S ': 'ꜱ',
  'T ': 'ᴛ',
  'U ': 'ᴜ',
  'V ': 'ᴠ',
  'W ': 'ᴡ',
  'Y ': 'ʏ',
  'Z ': 'ᴢ',
  '/': '⁄∕⧸╱⟋',
  '-': '‐‑‒–—―−⁃',
  '(': '❨❪⟮⦅',
  ')': '❩❫⟯⦆',
  '[': '【〔',
  ']': '】〕',
  ':': '։׃∶ː',
  ',': '‚،',
}

const latin = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([letter, like]) => [...like].map((c) => [c, letter.trim()] as const)),
)

/** Letters on a dark or flag ground (🅐 🅰 🇦), which NFKC leaves alone: the first code point of each run A to Z. */
const ENCLOSED = [0x1f150, 0x1f170, 0x1f1e6]

function asLatin(char: string): string {
  const code = char.codePointAt(0) ?? 0
  const first = ENCLOSED.find((start) => code >= start && code < start + 26)
  return first === undefined ? (latin.get(char) ?? char) : String.fromCharCode(65 + code - first)
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  sol: '/',
  lpar: '(',
  rpar: ')',
  lsqb: '[',
  rsqb: ']',
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  newline: '\n',
  tab: '\t',
  shy: '',
  zwj: '',
  zwnj: '',
  lrm: '',
  rlm: '',
  hyphen: '-',
  dash: '-',
  ndash: '-',
  mdash: '-',
  colon: ':',
  comma: ',',
  period: '.',
}

/** HTML character references and percent-encoding, as far as a marking could be written with them. */
function decode(text: string): string {
  const coded = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));?|%([2-7][\da-f])/gi
  return text.replace(coded, (whole, decimal, hex, name, percent) => {
    if (name) return ENTITIES[name.toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex ?? percent, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** HTML as it is drawn: tags within a line vanish, the others end it. */
function withoutTags(text: string): string {
  const inline = /<\/?(?:a|b|big|em|font|i|mark|s|small|span|strong|sub|sup|u)(?:\s[^<>]{0,300})?>/gi
  return text.replace(inline, '').replace(/<[/!]?[a-z][^<>]{0,300}>/gi, '\n')
}

/** Single characters that NFKD makes up to 18 of, none of them Latin: a megabyte must not become twenty. */
const ARABIC_PHRASES = /[\uFDF0-\uFDFD]/g

/** One pass: full-width and styled letters to plain ones, accents and invisible characters out, look-alikes to Latin. */
function plain(text: string): string {
  if (/^[\t\n\x20-\x7e]*$/.test(text)) return text
  return text
    .replace(ARABIC_PHRASES, ' ')
    .normalize('NFKD')
    .replace(/\r\n?|[\v\f\x85\u2028\u2029]/g, '\n')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}\p{Me}]|[^\P{Cc}\t\n]/gu, '')
    .replace(/\p{Zs}|\u2800/gu, ' ')
    .replace(/\P{ASCII}/gu, asLatin)
}

/** Right-to-left override draws what follows it backwards. */
const asDrawn = (text: string) => text.replace(/\u202E([^\u202C\n]*)/g, (_, run: string) => [...run].reverse().join(''))

/** The ways in which a reader could see this text, each in plain letters, with `\n` as the only line end. Mostly just one. */
export function unmask(text: string): string[] {
  const ways = text.includes('\u202E') ? [text, asDrawn(text)] : [text]
  return ways.flatMap((way) => {
    let seen = plain(way)
    // Twice, for references that were themselves escaped (&amp;#83;).
    for (let pass = 0; pass < 2 && /[&%]/.test(seen); pass++) seen = plain(decode(seen))
    return seen.includes('<') ? [seen, withoutTags(seen)] : [seen]
  })
}
