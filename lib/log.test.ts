import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inRequest } from '@/lib/in-request'
import { log, quietConsole } from '@/lib/log'

let lines: string[] = []
beforeEach(() => {
  lines = []
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
})
afterEach(() => vi.restoreAllMocks())

const told = () => lines.map((line) => JSON.parse(line))

test('tells name, codes and where, and never the message, also one that looks like a place', () => {
  const typed = 'Call the witness\n    at home (secret.ts:1:2)\n    at secret (/x.ts:3:4)'
  const cause = { originalCode: '23505', originalMessage: typed }
  const error = Object.assign(new TypeError(typed), { code: 'P2002', cause, digest: '123@E1' })
  const id = log.failure(error)
  expect(told()).toEqual([
    expect.objectContaining({ level: 'error', id, error: 'TypeError', code: 'P2002 23505', digest: '123@E1' }),
  ])
  expect(told()[0].frames[0]).toMatch(/^at .*log\.test\.ts:\d+:\d+\)?$/)
  expect(lines.join('')).not.toMatch(/secret|witness/)
})

test('what is no error is told without what it says', () => {
  log.failure('typed by people')
  expect(lines.join('')).not.toContain('typed')
})

test('the id is that of the request, also after waiting, and one error is told once', async () => {
  const error = new Error('x')
  const ids = await inRequest('the request', async () => {
    await new Promise((resolve) => setImmediate(resolve))
    return [log.failure(error), log.failure(error)]
  })
  expect(ids).toEqual(['the request', 'the request'])
  expect(told()).toHaveLength(1)
})

test('what others say on the console becomes a line without words, until it is undone', () => {
  const { error: loud, warn } = console
  const undo = quietConsole()
  console.error('Invalid invocation:', new Error('typed by people'))
  console.warn('typed by people')
  undo()
  expect(console).toMatchObject({ error: loud, warn })
  expect(told().map(({ error }) => error)).toEqual(['Error', 'ConsoleMessage'])
  expect(lines.join('')).not.toContain('typed')
})

test('goes on when nobody reads any more what it says', async () => {
  // As in the server, what nobody caught is logged; the exit code says how often that was.
  const program = `
    import { log, outliveReaders } from '@/lib/log'
    outliveReaders()
    let uncaught = 0
    process.on('uncaughtException', (error) => { uncaught = Math.min(uncaught + 1, 100); log.failure(error) })
    process.once('message', () => {
      setInterval(() => log.failure(new Error()), 5)
      setTimeout(() => process.exit(uncaught), 300)
    })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  child.stdout?.destroy()
  child.stderr?.destroy()
  child.send('now')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
})
