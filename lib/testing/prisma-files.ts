import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** The root of this checkout. */
export const root = resolve(import.meta.dirname, '../..')

/** A text file of the `prisma` folder; the path is relative to the folder it was listed from. */
export interface TextFile {
  path: string
  content: string
}

/** The Prisma schema's files, by name. */
export async function readSchema(directory = root): Promise<TextFile[]> {
  const folder = join(directory, 'prisma/schema')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort()
  return read(folder, names)
}

/** The migrations in the order in which they are applied; none where the folder does not exist yet. */
export async function readMigrations(directory = root): Promise<TextFile[]> {
  const folder = join(directory, 'prisma/migrations')
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.name, 'migration.sql'))
  return read(folder, names.sort())
}

function read(folder: string, names: string[]): Promise<TextFile[]> {
  return Promise.all(names.map(async (path) => ({ path, content: await readFile(join(folder, path), 'utf8') })))
}
