import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { workflowDocs, workflowFile, workflows } from '@/bin/dev/workflow-docs'
import { events, isEvent } from '@/lib/audit/events'
import { directives, exportsOf, isActions, literals, type Source, sources } from '@/lib/testing/sources'

/*
 * STYLE.md, enforced. A failure names the file and what it does; mend the file, or, if the page is wrong, the page and this test together.
 */

/** Folders in lib/ that are no rooms: they serve every room, as the loose files do. */
const SERVE_ALL = ['api', 'server', 'spill', 'storage', 'tables', 'testing', 'ui', 'generated']

/**
 * What a file beyond the common names counts as. A room that needs another name puts it here, with the reason at the top of the file.
 * `people` and `audit` lie under every other room: who acts, and the log.
 */
const OTHER_NAMES: Record<string, string> = {
  'audit/acts': 'status',
  'audit/append': 'commands',
  'audit/canonical': 'schema',
  'audit/denials': 'commands',
  'audit/events': 'status',
  'audit/exports': 'commands',
  'bags/contents': 'queries',
  'bags/handing': 'commands',
  'bags/index-page': 'schema',
  'bags/layout': 'schema',
  'bags/prepare': 'commands',
  'bags/tags': 'schema',
  'coverage/figures': 'queries',
  'coverage/last-events': 'queries',
  'custody/chain': 'status',
  'custody/record': 'commands',
  'custody/report': 'queries',
  'custody/whereabouts': 'queries',
  'evidence/bulk': 'commands',
  'evidence/effects': 'commands',
  'evidence/in-order': 'schema',
  'evidence/labels': 'schema',
  'evidence/list': 'queries',
  'evidence/notes': 'commands',
  'evidence/particulars': 'queries',
  'evidence/record': 'commands',
  'files/content-reader': 'commands',
  'files/examine': 'queries',
  'files/checks': 'queries',
  'files/fixity': 'commands',
  'files/nightly': 'commands',
  'files/opening': 'commands',
  'files/range': 'schema',
  'files/reading': 'commands',
  'files/hashing': 'queries',
  'files/holder': 'queries',
  'files/intake': 'commands',
  'files/labels': 'schema',
  'files/lines': 'schema',
  'files/record': 'commands',
  'files/sending': 'schema',
  'files/sweep': 'commands',
  'files/whose': 'commands',
  'gaps/bates': 'status',
  'gaps/period': 'status',
  'inquiries/member-commands': 'commands',
  'jobs/work': 'commands',
  'letters/candidates': 'queries',
  'letters/carry': 'commands',
  'letters/in-order': 'schema',
  'letters/issue': 'commands',
  'letters/record': 'commands',
  'letters/standing': 'queries',
  'people/actor': 'schema',
  'people/my-commands': 'commands',
  'people/next-auth': 'session',
  'people/next-path': 'schema',
  'people/password': 'queries',
  'people/session': 'session',
  'people/session-cookie': 'queries',
  'people/sign-in': 'commands',
  'people/throttle': 'queries',
  'requests/effects': 'commands',
  'requests/issue': 'commands',
  'requests/list': 'queries',
  'requests/pressure': 'commands',
  'requests/proof': 'queries',
  'requests/receipt': 'commands',
  'requests/record': 'commands',
  'search/history': 'queries',
  'volumes/import': 'commands',
  'volumes/keep': 'commands',
  'volumes/parts': 'queries',
  'volumes/paths': 'schema',
  'volumes/preview': 'queries',
  'volumes/reading': 'queries',
  'volumes/report': 'queries',
  'volumes/survey': 'queries',
  'withheld/figures': 'queries',
  'withheld/import': 'commands',
  'withheld/list': 'queries',
  'withheld/log-fields': 'schema',
  'withheld/logs': 'queries',
  'withheld/particulars': 'queries',
  'withheld/reading': 'queries',
  'withheld/record': 'commands',
  'work/evidence': 'queries',
  'work/files': 'queries',
  'work/letters': 'queries',
  'work/requests': 'queries',
  'work/withheld': 'queries',
}
const NAMES = ['schema', 'status', 'policy', 'queries', 'commands', 'actions']

/** By which files another room may come in, besides the common ones (all but actions; signing out stands in every frame). */
const DOORS = [
  'audit/acts',
  'audit/append',
  'audit/canonical',
  'audit/denials',
  'audit/events',
  'audit/exports',
  'bags/handing',
  'custody/chain',
  'custody/record',
  'evidence/bulk',
  'evidence/labels',
  'evidence/list',
  'evidence/particulars',
  'evidence/record',
  'files/examine',
  'files/lines',
  'files/record',
  'files/checks',
  'files/fixity',
  'files/opening',
  'files/range',
  'files/reading',
  'files/whose',
  'jobs/work',
  'people/actions',
  'people/actor',
  'people/session',
  'people/throttle',
  'requests/issue',
  'requests/list',
  'requests/proof',
  'requests/receipt',
]

/** What each kind of file may use of the others when it runs (types cost nothing). A loose file of lib/ counts as 'loose'. */
const MAY_USE: Record<string, RegExp> = {
  schema: /^(schema|status|enums|zod|pure)$/,
  status: /^(status|enums|pure)$/,
  policy: /^(policy|status|schema|enums|client|pure)$/,
  pure: /^(pure|schema|enums|zod)$/,
  queries: /^(queries|policy|status|schema|enums|client|db|storage|tables|loose|pure|package|react|zod)$/,
  commands: /^(commands|queries|policy|status|schema|enums|client|db|storage|spill|tables|loose|pure|package|zod)$/,
  session: /^(session|commands|queries|schema|loose|pure|package|next|react)$/,
  actions: /^(commands|schema|session|loose|pure)$/,
  ui: /^(ui|shared ui|media|actions|schema|status|policy|enums|pure|react|next)$/,
  'shared ui': /^(shared ui|pure|react|next)$/,
  app: /^(app|ui|shared ui|actions|queries|policy|status|schema|session|loose|pure|api|react|next|zod|package)$/,
}

/** Loose files that know neither the database nor the request: what a schema or a table of transitions may stand on. */
const PURE = /^lib\/(address|bates|cursor|csv|fields|form-state|named|past-day|refusal|ruling|time|words|workflow)$/

function kindOf(path: string): string {
  if (path === 'lib/db' || path === 'pg') return 'db'
  if (path === 'lib/generated/prisma/enums') return 'enums'
  if (path.startsWith('lib/generated/')) return 'client'
  if (path === 'zod' || path === 'react') return path
  // What a browser needs to show a document or a sound, or to send a file; loaded only where it is.
  if (path === 'pdfjs-dist' || path === 'mediabunny' || path === 'tus-js-client') return 'media'
  if (path.startsWith('next/') || path === 'react-dom') return 'next'
  if (path.startsWith('app/')) return 'app'
  if (!path.startsWith('lib/')) return 'package'
  const [room = '', ...rest] = path.slice('lib/'.length).split('/')
  if (rest.length === 0) return PURE.test(path) ? 'pure' : 'loose'
  if (room === 'ui') return 'shared ui'
  if (/^lib\/(tables\/(columns|days|layout|mapping)|spill\/(places|rules))$/.test(path)) return 'pure'
  if (SERVE_ALL.includes(room)) return room
  if (rest[0] === 'ui') return 'ui'
  const name = rest.join('/')
  return NAMES.includes(name) ? name : (OTHER_NAMES[`${room}/${name}`] ?? 'unknown')
}

const roomOf = (path: string) => /^lib\/([^/]+)\//.exec(path)?.[1]
const bare = (path: string) => path.replace(/\.(tsx?|mjs)$/, '')

const all = sources('lib', 'app', 'bin')
const house = all.filter(({ path }) => !/\.test\.tsx?$|^lib\/testing\//.test(path))
const inRooms = house.filter(({ path }) => {
  const room = roomOf(path)
  return room !== undefined && !SERVE_ALL.includes(room)
})
const imports = (from: Source[]) => from.flatMap(({ path, imports }) => imports.map((one) => ({ path, ...one })))

describe('rooms', () => {
  test('draw their files from the same names', () => {
    expect(inRooms.map(({ path }) => bare(path)).filter((path) => kindOf(path) === 'unknown')).toEqual([])
  })

  test('no name is listed that is gone', () => {
    const there = new Set(inRooms.map(({ path }) => bare(path).slice('lib/'.length)))
    expect([...Object.keys(OTHER_NAMES), ...DOORS].filter((name) => !there.has(name))).toEqual([])
  })

  test('are entered only by their doors', () => {
    const wrong = imports(house.filter(({ path }) => path.startsWith('lib/'))).filter(({ path, from, typeOnly }) => {
      const room = roomOf(from)
      if (typeOnly || room === undefined || room === roomOf(path) || SERVE_ALL.includes(room)) return false
      if (SERVE_ALL.includes(roomOf(path) ?? '')) return false
      const name = from.slice(`lib/${room}/`.length)
      const common = name.startsWith('ui/') || (NAMES.includes(name) && name !== 'actions')
      return !common && !DOORS.includes(`${room}/${name}`)
    })
    expect(wrong).toEqual([])
  })
})

test('STYLE.md names every kind of file that there is', () => {
  const page = readFileSync('STYLE.md', 'utf8')
  const files = inRooms.map(({ path }) => bare(path)).filter((path) => roomOf(path) !== 'work' && kindOf(path) !== 'ui')
  const names = new Set(files.map((path) => `${path.split('/').pop()}.ts`))
  expect([...names].filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})

describe('imports flow one way', () => {
  const known = (from: string) => !from.startsWith('node:')
  const uses = imports(house.filter(({ path }) => MAY_USE[kindOf(bare(path))]))
    .filter(({ typeOnly, from }) => !typeOnly && known(from))
    .map(({ path, from }) => ({ path, from, kind: kindOf(bare(path)), used: kindOf(from) }))

  test.each(Object.keys(MAY_USE))('%s', (kind) => {
    const mine = uses.filter((use) => use.kind === kind)
    expect(mine.length).toBeGreaterThan(0)
    const wrong = mine.filter(({ used }) => !MAY_USE[kind]?.test(used))
    expect(wrong.map(({ path, from, used }) => `${path} uses ${from} (${used})`)).toEqual([])
  })

  test('pages, forms and components know no client of the database, not even its types', () => {
    const wrong = imports(house)
      .filter(({ path }) => /^(app|shared ui|ui|actions)$/.test(kindOf(bare(path))))
      .filter(({ from }) => /^(db|client)$/.test(kindOf(from)))
    expect(wrong).toEqual([])
  })

  test('what the browser runs reaches no schema: zod would weigh more than the rest, and try to evaluate code, which the policy forbids', () => {
    const byPath = new Map(house.map((source) => [bare(source.path), source]))
    const wayToZod = (path: string, seen: Set<string>): string[] | null => {
      if (path === 'zod') return [path]
      const source = byPath.get(path)
      // A form holds its server actions by name only.
      if (!source || seen.has(path) || isActions(source)) return null
      seen.add(path)
      for (const { from, typeOnly } of source.imports) {
        const way = typeOnly ? null : wayToZod(from, seen)
        if (way) return [path, ...way]
      }
      return null
    }
    const inBrowser = house.filter(({ tree }) => directives(tree).includes('use client')).map(({ path }) => bare(path))
    expect(inBrowser.length).toBeGreaterThan(20)
    expect(inBrowser.map((path) => wayToZod(path, new Set())).filter(Boolean)).toEqual([])
  })

  test('who may do what is asked of rooms, never of the proxy', () => {
    expect(imports(house).filter(({ from }) => from === 'proxy')).toEqual([])
  })
})

describe('server actions', () => {
  const actions = all.filter(({ tree }) => directives(tree).includes('use server'))

  test('stand in actions.ts and nowhere else', () => {
    expect(actions.filter(({ path }) => !/^lib\/[^/]+\/actions\.ts$/.test(path))).toEqual([])
    expect(inRooms.filter((one) => one.path.endsWith('/actions.ts') && !isActions(one))).toEqual([])
  })

  test('are all that such a file exports', () => {
    const made = actions.flatMap((one) => exportsOf(one).map((made) => ({ path: one.path, ...made })))
    expect(made.length).toBeGreaterThan(20)
    const builders = /^(async function|formAction|personAction|guestAction)$/
    expect(made.filter((one) => !builders.test(one.made))).toEqual([])
  })

  test('are each built by one of the three builders, which check the origin and ask who acts', () => {
    for (const { path, text, tree } of actions) {
      const built = text.match(/\b(formAction|personAction|guestAction)\(/g)?.length ?? 0
      expect(built, path).toBe(exportsOf({ path, text, tree, lines: 0, imports: [] }).length)
    }
  })
})

test('the names of server actions outlive a build, so that a form which was open during an update can be sent', async () => {
  await import('@/next.config')
  expect(Buffer.from(process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? '', 'base64')).toHaveLength(32)
})

test('what is handed out as a file is noted, by the one who hands it out', () => {
  const handed = house
    // One hands it out, the other says of what came that it is such.
    .filter(({ path }) => path !== 'lib/table-download.ts' && path !== 'lib/files/examine.ts')
    .filter((one) => literals(one).some((text) => /text\/csv|spreadsheetml\.sheet/.test(text)))
  expect(handed.map(({ path }) => path)).toEqual([])
})

test('what is refused as a page is noted: only one file says "not found" to the framework', () => {
  const says = house.filter(({ path, text }) => path !== 'lib/people/session.ts' && /\bnotFound\(/.test(text))
  expect(says.map(({ path }) => path)).toEqual([])
})

describe('commands', () => {
  const named = house.flatMap(({ path, text }) =>
    [...text.matchAll(/ = (?:command|personCommand)\(\s*'([^']+)'/g)].map(([, verb]) => ({ path, verb })),
  )

  test('have each a verb of its own, under which refusals of it are listed', () => {
    expect(named.length).toBeGreaterThan(40)
    const verbs = named.map(({ verb }) => verb)
    expect(verbs.filter((verb, at) => verbs.indexOf(verb) !== at)).toEqual([])
    expect(verbs.filter((verb) => !/^[a-z]+\.[a-z_]+$/.test(verb ?? ''))).toEqual([])
  })
})

describe('the log', () => {
  // The demonstration writes events of its own, until a room leads there.
  const told = sources('prisma').filter(({ path }) => !/\.test\.ts$/.test(path))
  const said = new Set([...house, ...told].filter(({ path }) => path !== 'lib/audit/events.ts').flatMap(literals))

  test('has an event for every move that can be made by itself', async () => {
    const lacking = (await workflows()).flatMap(({ what, moves }) =>
      moves.filter((move) => !move.through && !isEvent(`${what}.${move.verb}`)).map((move) => `${what}.${move.verb}`),
    )
    expect(lacking).toEqual([])
  })

  test('lists no event that nothing writes', async () => {
    const moved = (await workflows()).flatMap(({ what, moves }) =>
      moves.filter((move) => !move.through).map((move) => `${what}.${move.verb}`),
    )
    const written = new Set([...said, ...moved])
    expect(Object.keys(events).filter((event) => !written.has(event))).toEqual([])
  })
})

test('the diagrams in docs/workflow.md are current', async () => {
  expect(readFileSync(workflowFile, 'utf8'), 'run: node --import tsx bin/dev/workflow-docs.ts').toBe(
    await workflowDocs(),
  )
})

test('what counts as left over was there before the server let anybody in: the worker sweeps it', () => {
  const text = readFileSync('bin/serve.ts', 'utf8')
  const taken = text.indexOf('const lettingIn = new Date()')
  expect(text).toContain('startWorker({ aloneSince: embedded ? lettingIn : undefined })')
  expect(taken).toBeGreaterThan(0)
  expect(taken).toBeLessThan(text.indexOf('application.getRequestHandler()'))
})

test('raw SQL is only ever a tagged template', () => {
  const unsafe = [...all, ...sources('e2e', 'prisma')].filter(({ text }) => /\$(query|execute)RawUnsafe\b/.test(text))
  expect(unsafe.map(({ path }) => path)).toEqual([])
})

test('no file is longer than 400 lines', () => {
  const long = [...all, ...sources('e2e', 'prisma')].filter(({ lines }) => lines > 400)
  expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
})
