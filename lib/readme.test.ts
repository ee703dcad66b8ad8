import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settingsTable } from '@/lib/config'

const readme = readFileSync('README.md', 'utf8')

test('the README lists the settings that there are', () => {
  expect(readme).toContain(settingsTable())
})

test('the README names only commands that there are', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const named = [...readme.matchAll(/npm run ([a-z-]+)/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(3)
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})
