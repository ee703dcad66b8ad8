import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const MADE = /(^|\/)(node_modules|\.next|generated|data|test-results)(\/|$)/

/** One import, export-from or `import()`. `typeOnly`: it is gone when the program runs. `from` is a path of this tree, or a package's name. */
type Import = { from: string; typeOnly: boolean }

/** One source file of this tree; paths are relative to its root, with slashes. */
export type Source = { path: string; text: string; lines: number; imports: Import[]; tree: ts.SourceFile }

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
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return { path, text, lines: text.split('\n').length - 1, imports: importsOf(path, tree), tree }
}

function importsOf(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = []
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean) => {
    if (specifier && ts.isStringLiteral(specifier)) found.push({ from: resolve(path, specifier.text), typeOnly })
  }
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, onlyTypes(node.importClause))
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

function onlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const names = clause.namedBindings
  return (
    !clause.name && names !== undefined && ts.isNamedImports(names) && names.elements.every((one) => one.isTypeOnly)
  )
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
export function directives(node: ts.Node): string[] {
  const own: string[] = []
  const visit = (at: ts.Node) => {
    if (ts.isExpressionStatement(at) && ts.isStringLiteral(at.expression)) own.push(at.expression.text)
    ts.forEachChild(at, visit)
  }
  visit(node)
  return own
}

/** Every string in the file that is written out: literals and templates without gaps. */
export function literals(source: Source): string[] {
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (ts.isStringLiteralLike(node)) found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(source.tree)
  return found
}

/** How each export of the file is made: the name of the function that builds it, 'async function', or what else it is. */
export function exportsOf(source: Source): { name: string; made: string }[] {
  return source.tree.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement))
      return [{ name: '*', made: 'export from' }]
    const marks = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
    const has = (kind: ts.SyntaxKind) => marks.some((mark) => mark.kind === kind)
    if (!has(ts.SyntaxKind.ExportKeyword)) return []
    if (ts.isFunctionDeclaration(statement)) {
      const made = has(ts.SyntaxKind.AsyncKeyword) ? 'async function' : 'function'
      return [{ name: statement.name?.text ?? 'default', made }]
    }
    if (!ts.isVariableStatement(statement)) return [{ name: statement.getText().slice(0, 40), made: 'something else' }]
    return statement.declarationList.declarations.map(({ name, initializer }) => ({
      name: name.getText(),
      made: initializer && ts.isCallExpression(initializer) ? initializer.expression.getText() : 'a value',
    }))
  })
}
