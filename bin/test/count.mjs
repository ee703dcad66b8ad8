import { readFileSync } from 'node:fs'

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** What a check that only passes or fails counts for. */
export const oneCheck = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 })

// A runner that failed without a failing test (a broken file, a set-up that failed) still counts as a failure.
const atLeast = (ok, passed, failed) => ({ passed, failed: ok ? failed : Math.max(failed, 1) })

/** Passed and failed tests of Vitest's JSON report. */
export function countVitest(file, ok) {
  const report = readJson(file)
  return atLeast(ok, report?.numPassedTests ?? 0, report?.numFailedTests ?? 0)
}

/** Passed and failed tests of Playwright's JSON report. */
export function countPlaywright(file, ok) {
  const stats = readJson(file)?.stats
  return atLeast(ok, stats?.expected ?? 0, (stats?.unexpected ?? 0) + (stats?.flaky ?? 0))
}
