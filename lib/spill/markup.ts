/*
 * The words out of the XML of office documents and out of RTF, as far as the guard needs them: a paragraph, a cell or a property is a line, and what
 * is only drawn in several pieces stands in one. Nothing here resolves entities of its own or follows anything: hostile markup costs its length.
 */

/** With what a paragraph, a cell, a row or a shared text ends, in OOXML and ODF. */
const ENDS =
  /<(?:\/(?:w:p|w:tc|a:p|a:t[cr]|text:p|text:h|table:table-cell|si|is|c|row|comment|[a-z]*:?title)|(?:w|a):br|w:tab|text:(?:line-break|tab))\b[^<>]{0,500}>/g
/** Sheets, shapes and properties have names and descriptions of their own. */
const NAMED = /\s(?:name|descr|title|content|value|string-value)="([^"]{1,2000})"/g
/** Codes for place, font and size in the head and foot of a printed sheet: &L &"Arial,Bold" &12 &K00FF00. */
const SHEET_HEAD = /&amp;(?:[A-Z+-]|&quot;.{0,80}?&quot;|"[^"]{0,80}"|\d{1,3}|K[\dA-F]{6})/g

/** The text of a part of a document, a line for each paragraph, cell or name. */
export function textOfXml(xml: string): string {
  const names = [...xml.matchAll(NAMED)].map(([, name]) => name)
  const plain = xml
    .replace(/<!\[CDATA\[|\]\]>/g, '')
    .replace(/<(?:odd|even|first)(?:Header|Footer)>[^<]{0,2000}/g, (head) => `\n${head.replace(SHEET_HEAD, '\n')}\n`)
    .replace(ENDS, '\n')
    .replace(/<[^<>]{0,10000}>/g, '')
  return [plain, ...names].join('\n')
}

/** The text of a part that holds properties: every element is a line. */
export function textOfProperties(xml: string): string {
  const names = [...xml.matchAll(NAMED)].map(([, name]) => name)
  return [xml.replace(/<!\[CDATA\[|\]\]>/g, '').replace(/<[^<>]{0,10000}>/g, '\n'), ...names].join('\n')
}

/** The text of RTF: its groups of properties too, since their words stand between the same braces. */
export function textOfRtf(rtf: string): string {
  return rtf
    .replace(/\\'([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\u(-?\d{1,5}) ?\??/g, (_, code: string) => String.fromCharCode((Number(code) + 65_536) % 65_536))
    .replace(/\\(?:par|line|cell|row|tab|sect|page)\b ?|[{}]/g, (found) => (found.startsWith('\\') ? '\n' : ''))
    .replace(
      /\\(?:title|subject|author|keywords|doccomm|comment|category|info|header[lrf]?|footer[lrf]?|pard)\b ?/g,
      '\n',
    )
    .replace(/\\[a-z]{1,32}-?\d{0,10} ?/g, '')
}

/**
 * Runs of letters in a file of which nothing else is known, in two bytes a letter and in one: each a line. What is packed or drawn has short ones by chance,
 * so in one byte a letter only long ones count; a document's paragraphs follow each other.
 */
export function runsIn(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const narrow = raw.match(/[\t\r\n\x20-\x7e]{20,}/g) ?? []
  // biome-ignore lint/suspicious/noControlCharactersInRegex: in two bytes a letter one of them is zero
  const wide = raw.match(/(?:[\t\r\n\x20-\x7e]\x00){5,}|(?:\x00[\t\r\n\x20-\x7e]){5,}/g) ?? []
  return [...narrow, ...wide.map((run) => run.replaceAll('\0', ''))].join('\n')
}

/** Every text in properties, also of those that somebody made up, with its name. */
export function wordsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth > 3) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...wordsIn(inner, depth + 1)])
}
