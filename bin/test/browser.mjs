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

const inSystem = () => {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
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

/** Installs the system's Chromium where that needs no question: as root, with apt. Returns its path, or null. */
export function installBrowser() {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return null
  const apt = (...args) =>
    spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  apt('update')
  // Another apt may be at work, as on a machine that was just set up: it is waited for.
  apt('-o', 'DPkg::Lock::Timeout=120', 'install', '-y', '--no-install-recommends', 'chromium')
  return inSystem()
}

/** The one command that installs a browser on this machine. */
export function installCommand() {
  if (onPath('apt-get')) return `${process.getuid?.() === 0 ? '' : 'sudo '}apt-get install -y chromium`
  return 'npx playwright install chromium'
}
