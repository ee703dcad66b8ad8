export type LockHolder = { pid: number; address?: string }
export type Lock = { describe(details: { address?: string }): void; release(): void }
export function alive(pid: number): boolean
export function lockHolder(path: string): LockHolder | null
export function takeLock(path: string, details?: { address?: string }): Lock | null
