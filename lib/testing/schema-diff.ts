import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, type SqlQuery } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const CHAR_OID = 18
const CHAR_ARRAY_OID = 1002
const EMPTY = '-- This is an empty migration.'

/**
 * The SQL that would bring the database at `url` to the Prisma schema of this checkout, and '' when the two agree.
 *
 * Prisma does not see, and so leaves alone: checks, exclusion constraints, triggers, functions, views, row security,
 * partial and expression indexes, NULLS NOT DISTINCT, deferrable keys, collations, the order of an enum's values, and
 * whether an array may be null. A generated column is declared with `@default(dbgenerated())`, its index with its
 * type (`@@index([search], type: Gin)`). An index with INCLUDE can only be dropped: avoid it.
 *
 * @param folder the folder of the schema's files
 * @throws when the schema is not valid, or the database cannot be reached
 */
export async function schemaDiff(url: string, folder = join(process.cwd(), 'prisma', 'schema')): Promise<string> {
  const files = await readSchema(folder)
  const pool = new pg.Pool({ connectionString: url })
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(catalogAdapter(pool))
    const SchemaEngine = await loadEngine()
    const datamodels = files.map(({ path, content }): [string, string] => [path, content])
    const engine = await SchemaEngine.new({ datamodels }, () => undefined, adapter)
    try {
      const { stdout } = await engine.diff({
        from: { tag: 'schemaDatasource', files, configDir: folder },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        exitCode: null,
        filters: { externalTables: [], externalEnums: [] },
      })
      const sql = stdout?.trim() ?? ''
      return sql === EMPTY ? '' : sql
    } finally {
      engine.free()
    }
  } finally {
    await pool.end()
  }
}

async function readSchema(folder: string): Promise<{ path: string; content: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort()
  return Promise.all(names.map(async (path) => ({ path, content: await readFile(join(folder, path), 'utf8') })))
}

/**
 * The adapter, made to read PostgreSQL's internal "char" type: the catalogue is full of it, and Prisma's own refuses
 * it. The pool calls such columns arrays of char, which the catalogue has none of, and the adapter makes them single.
 */
function catalogAdapter(pool: pg.Pool): PrismaPg {
  const query = pool.query.bind(pool)
  const patched = Object.assign(pool, {
    query: async (config: pg.QueryConfig) => {
      const result = await query(config)
      for (const field of result.fields ?? []) if (field.dataTypeID === CHAR_OID) field.dataTypeID = CHAR_ARRAY_OID
      return result
    },
  })
  const factory = new PrismaPg(patched)
  const connect = factory.connect.bind(factory)
  return Object.assign(factory, {
    connect: async () => {
      const adapter = await connect()
      const queryRaw = adapter.queryRaw.bind(adapter)
      return Object.assign(adapter, {
        queryRaw: async (sql: SqlQuery) => {
          const result = await queryRaw(sql)
          const columnTypes = result.columnTypes.map((type) =>
            type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
          )
          return { ...result, columnTypes }
        },
      })
    },
  })
}

let loaded: ReturnType<typeof instantiate> | undefined

/** One instance for the process: the bindings keep views of its memory, and a second instance would read the first's. */
function loadEngine(): ReturnType<typeof instantiate> {
  loaded ??= instantiate()
  return loaded
}

/** Node 20 cannot import a .wasm file, which the package's own entry does; so it is instantiated here. */
async function instantiate(): Promise<typeof bindings.SchemaEngine> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const wasm = await readFile(join(dirname(entry), 'schema_engine_bg.wasm'))
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: console.error } })
  const imports = { './schema_engine_bg.js': { ...bindings } }
  const { instance } = await WebAssembly.instantiate(wasm, imports)
  const { __wbg_set_wasm } = bindings
  __wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start !== 'function') throw new Error('The schema engine has no start function: its version has changed.')
  start()
  return bindings.SchemaEngine
}
