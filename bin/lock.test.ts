import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockHolder, takeLock } from '@/bin/lock.mjs'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-lock-'))
  file = join(folder, 'a.lock')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('is held once, tells by whom, and is free again afterwards', () => {
  const lock = takeLock(file)
  expect(takeLock(file)).toBeNull()
  lock?.describe({ address: 'http://localhost:1' })
  expect(lockHolder(file)).toMatchObject({ pid: process.pid, address: 'http://localhost:1' })
  lock?.release()
  expect(lockHolder(file)).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})

test('is taken over from a process that is gone', () => {
  const { pid } = spawnSync('true')
  writeFileSync(file, JSON.stringify({ pid, born: '1' }))
  expect(lockHolder(file)).toBeNull()
  expect(takeLock(file)).not.toBeNull()
})

test.runIf(process.platform === 'linux')('is taken over when its number belongs to a later process', () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid, born: '1' }))
  expect(takeLock(file)).not.toBeNull()
})

test('is taken over when its file is broken', () => {
  writeFileSync(file, '{"pid":')
  expect(takeLock(file)).not.toBeNull()
})
