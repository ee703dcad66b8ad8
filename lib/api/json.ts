import type { Json } from '@/lib/audit/canonical'

/** More levels than any body here has. */
const DEEPEST = 20

/** Why a text is not taken as JSON, in words. */
export class BadJson extends Error {}

/**
 * Reads JSON strictly. `JSON.parse` alone keeps the last of two members of one name, so that two readers of one text can see different
 * things; here that is refused, as are names that mean something to JavaScript itself, and nesting deeper than any body of ours.
 * Throws BadJson.
 */
export function readJson(text: string): Json {
  if (text.startsWith('\uFEFF')) throw new BadJson('It begins with a byte order mark: send it without one.')
  checkDepth(text)
  let value: Json
  try {
    value = JSON.parse(text)
  } catch {
    throw new BadJson('It is not JSON: check quotes, commas and brackets.')
  }
  checkNames(text)
  return value
}

/** Index just behind the string that begins at `start`; the text's end when it has none. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x5c) i++
    else if (code === 0x22) return i + 1
  }
  return text.length
}

function checkDepth(text: string): void {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (character === '"') i = endOfString(text, i) - 1
    else if (character === '{' || character === '[') {
      if (++depth > DEEPEST) throw new BadJson(`It is nested deeper than ${DEEPEST} levels.`)
    } else if (character === '}' || character === ']') depth--
  }
}

/** For a text that is known to be JSON: each string that a colon follows is a name. */
function checkNames(text: string): void {
  const open: Set<string>[] = []
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (character === '{' || character === '[') open.push(new Set())
    else if (character === '}' || character === ']') open.pop()
    else if (character === '"') {
      const end = endOfString(text, i)
      if (isName(text, end)) addName(JSON.parse(text.slice(i, end)), open[open.length - 1])
      i = end - 1
    }
  }
}

function isName(text: string, end: number): boolean {
  let i = end
  while (i < text.length && ' \t\n\r'.includes(text[i] ?? '')) i++
  return text[i] === ':'
}

function addName(name: string, names: Set<string> | undefined): void {
  if (name === '__proto__' || name === 'constructor' || name === 'prototype') {
    throw new BadJson('It has a member of a name that no field here has.')
  }
  if (names?.has(name)) throw new BadJson('It names one member twice: send each once.')
  names?.add(name)
}
