import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ImportDeclaration, type Node, type Program, parseSync, Visitor, type VisitorObject } from 'oxc-parser'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const MADE = /(^|\/)(node_modules|\.next|generated|data|test-results)(\/|$)/

/** One import, export-from or `import()`. `typeOnly`: it is gone when the program runs. `from` is a path of this tree, or a package's name. */
type Import = { from: string; typeOnly: boolean }

/** One source file of this tree; paths are relative to its root, with slashes. */
export type Source = { path: string; text: string; lines: number; imports: Import[]; tree: Program }

/** Every source below these folders that people wrote, tests too. */
export function sources(...folders: string[]): Source[] {
  return folders.flatMap(filesBelow).map(read)
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (MADE.test(path)) return []
    if (entry.isDirectory()) return filesBelow(path)
    return /\.(ts|tsx|mjs)$/.test(path) ? [path] : []
  })
}

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const { program: tree, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  return { path, text, lines: text.split('\n').length - 1, imports: importsOf(path, tree), tree }
}

function importsOf(path: string, tree: Program): Import[] {
  const found: Import[] = []
  const add = (specifier: Node | null, typeOnly: boolean) => {
    const text = specifier && written(specifier)
    if (text) found.push({ from: resolve(path, text), typeOnly })
  }
  each(tree, 'ImportDeclaration', (node) => add(node.source, onlyTypes(node)))
  each(tree, 'ExportNamedDeclaration', (node) => add(node.source, node.exportKind === 'type'))
  each(tree, 'ExportAllDeclaration', (node) => add(node.source, node.exportKind === 'type'))
  each(tree, 'ImportExpression', (node) => add(node.source, false))
  return found
}

/** Calls `see` with every node of this kind, in their order. */
function each<K extends keyof VisitorObject>(tree: Program, kind: K, see: NonNullable<VisitorObject[K]>): void {
  new Visitor({ [kind]: see }).visit(tree)
}

/** The text of a string that is written out; undefined for anything else. */
const written = (node: Node) => (node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined)

function onlyTypes({ importKind, specifiers }: ImportDeclaration): boolean {
  if (importKind === 'type') return true
  return specifiers.length > 0 && specifiers.every((one) => one.type === 'ImportSpecifier' && one.importKind === 'type')
}

function resolve(path: string, specifier: string): string {
  const bare = specifier.replace(/\.(ts|tsx)$/, '')
  if (bare.startsWith('@/')) return bare.slice(2)
  return bare.startsWith('.') ? posix.join(posix.dirname(path), bare) : bare
}

/** Is this file marked as server actions: is each of its exports an address of its own? */
export function isActions(source: Source): boolean {
  return directives(source.tree).includes('use server')
}

/** The directives anywhere in the file: at its top, or in a function's body. */
export function directives(tree: Program): string[] {
  const own: string[] = []
  each(tree, 'ExpressionStatement', ({ expression }) => {
    const text = written(expression)
    if (text !== undefined) own.push(text)
  })
  return own
}

/** Every string in the file that is written out: literals and templates without gaps. */
export function literals(source: Source): string[] {
  const found: string[] = []
  each(source.tree, 'Literal', (node) => {
    const text = written(node)
    if (text !== undefined) found.push(text)
  })
  each(source.tree, 'TemplateLiteral', ({ quasis: [whole, gap] }) => {
    if (whole && !gap) found.push(whole.value.cooked ?? whole.value.raw)
  })
  return found
}

/** How each export of the file is made: the name of the function that builds it, 'async function', or what else it is. */
export function exportsOf({ text, tree }: Source): { name: string; made: string }[] {
  const textOf = ({ start, end }: { start: number; end: number }) => text.slice(start, end)
  return tree.body.flatMap((statement) => {
    if (statement.type === 'ExportAllDeclaration') return [{ name: '*', made: 'export from' }]
    if (statement.type !== 'ExportNamedDeclaration' && statement.type !== 'ExportDefaultDeclaration') return []
    const { declaration } = statement
    if (declaration?.type === 'FunctionDeclaration' || declaration?.type === 'TSDeclareFunction') {
      return [{ name: declaration.id?.name ?? 'default', made: declaration.async ? 'async function' : 'function' }]
    }
    if (!declaration || statement.type === 'ExportDefaultDeclaration') return [{ name: '*', made: 'export from' }]
    if (declaration.type !== 'VariableDeclaration') {
      return [{ name: textOf(statement).slice(0, 40), made: 'something else' }]
    }
    return declaration.declarations.map(({ id, init }) => ({
      name: id.type === 'Identifier' ? id.name : textOf(id),
      made: init?.type === 'CallExpression' ? textOf(init.callee) : 'a value',
    }))
  })
}
