import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const stop = fileURLToPath(new URL('./stop.ts', import.meta.url))

const ready = "console.log('ready')"
const listen = `
  const { onStopRequest } = await import(${JSON.stringify(stop)})
  const alive = setInterval(() => {}, 1_000)
  onStopRequest((reason) => {
    console.log(reason)
    clearInterval(alive)
  })`

test.each([
  ['after', [listen, ready]],
  ['before', [ready, "await new Promise((gone) => process.once('disconnect', gone))", listen]],
])('ends when its launcher was killed %s it began to listen for that', async (_when, steps) => {
  const program = steps.join('\n')
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  try {
    let said = ''
    child.stdout?.on('data', (more) => {
      said += more
    })
    const ended = once(child, 'exit')
    await once(child.stdout ?? expect.fail('it says nothing'), 'data')
    child.disconnect()
    expect(await ended).toEqual([0, null])
    expect(said).toBe('ready\nthe launcher is gone\n')
  } finally {
    child.kill('SIGKILL')
  }
})
