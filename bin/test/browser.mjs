import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const onPath = (name) => {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return join(folder, name)
    } catch {
      // Not in this folder.
    }
  }
  return null
}

/** Debian's Chromium without a window: the same engine for two thirds of the processor time. */
const LIGHT = 'chromium-headless-shell'

const inSystem = () => {
  for (const name of [LIGHT, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const path = onPath(name)
    if (path) return path
  }
  return existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : null
}

/** Path of a Chromium: Playwright's own, else the system's; null when there is none. */
export async function findBrowser() {
  const { chromium } = await import('@playwright/test')
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : inSystem()
}

const mayInstall = () => process.getuid?.() === 0 && onPath('apt-get') !== null

/** Could a lighter browser than the one that was found be installed here, without a question, where nobody minds what is installed? */
export const couldBeLighter = (found) =>
  Boolean(process.env.CI) && mayInstall() && found === inSystem() && !onPath(LIGHT)

/** Installs the system's Chromium where that needs no question: as root, with apt. Returns the path of what is there then, or null. */
export function installBrowser() {
  if (!mayInstall()) return inSystem()
  const apt = (...args) =>
    spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  // A machine without a way out is not waited for.
  apt('-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20', 'update')
  for (const name of [LIGHT, 'chromium']) {
    // Another apt may be at work, as on a machine that was just set up: it is waited for.
    apt('-o', 'DPkg::Lock::Timeout=120', 'install', '-y', '--no-install-recommends', name)
    // Not every system has the first.
    if (inSystem()) break
  }
  return inSystem()
}

/** The one command that installs a browser on this machine. */
export function installCommand() {
  if (onPath('apt-get')) return `${process.getuid?.() === 0 ? '' : 'sudo '}apt-get install -y chromium`
  return 'npx playwright install chromium'
}
