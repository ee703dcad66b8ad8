import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { killRounds, type Round } from '@/bench/kill/rounds'
import { ways } from '@/bench/kill/victims'
import { begin, withoutDemo } from './fixtures/launch'

/* One round of each way to kill; `npm run bench -- --kill` plays as many as one likes, and says the figures. */

test('whatever is killed with -9, what was acknowledged is there once and whole, and it runs again by itself', async () => {
  test.setTimeout(600_000)
  const dataDir = withoutDemo(join(test.info().outputPath(), 'data'))
  const { DATABASE_URL, DATABASE_OWNER_URL } = process.env
  const seen: Round[] = []
  try {
    await killRounds((PORT) => begin('kill', { DATA_DIR: dataDir, PORT }), dataDir, {
      rounds: ways.length,
      seed: 11,
      tell: (round) => seen.push(round),
    })
  } finally {
    Object.assign(process.env, { DATABASE_URL, DATABASE_OWNER_URL })
  }
  expect(seen.flatMap(({ wrong }) => wrong)).toEqual([])
  expect(seen.map(({ way }) => way)).toEqual([...ways])
  for (const { acknowledged } of seen) expect(acknowledged).toBeGreaterThan(8)
})
