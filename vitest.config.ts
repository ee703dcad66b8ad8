import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: 'server-only', replacement: `${root}lib/testing/server-only.ts` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['node_modules', '.next', 'e2e', 'data'],
    globalSetup: 'lib/testing/global-setup.ts',
    // Files share the modules that they load; what one leaves behind in its process is put in order before the next.
    isolate: false,
    setupFiles: 'lib/testing/between-files.ts',
    // The machine that this runs on has two cores, and each file has a database of its own.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
