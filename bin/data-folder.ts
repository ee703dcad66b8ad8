import { accessSync, constants, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { OperatorError } from '@/lib/operator-error'

/**
 * Makes the data folder when it is missing, closed to other users. Made by root it lets them pass through, because
 * PostgreSQL, which refuses to run as root, has to reach its own folder inside; what is secret in there has its own mode.
 * @throws OperatorError when it cannot be made or written to
 */
export function ensureDataFolder(folder: string): void {
  try {
    mkdirSync(dirname(folder), { recursive: true })
    mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new OperatorError(
      `The data folder ${folder} cannot be used: ${error instanceof Error ? error.message : error}. ` +
        'Set DATA_DIR to a folder that this user may write to.',
    )
  }
}
