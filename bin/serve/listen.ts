import type { Server } from 'node:http'
import { connect } from 'node:net'
import { OperatorError } from '@/lib/operator-error'

const TRIED = 50

const listenAt = (server: Server, port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })

const answersAt = (port: number, host: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ port, host, timeout: 500 }, () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('timeout', () => resolve(false))
    socket.once('close', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })

function words(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new OperatorError(
      `Port ${port} is taken by another program. Set PORT to another one, or unset it to take the next free one.`,
    )
  }
  if (error.code === 'EACCES') {
    return new OperatorError(`This user may not listen on port ${port}. Set PORT to one above 1023.`)
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new OperatorError(
      `HOST is ${host}, which is no address of this machine. Set HOST to one that is, such as 127.0.0.1.`,
    )
  }
  return error
}

/**
 * Listens on the port, or, when it was not asked for by name and is taken, on the next free one.
 * Something on the other loopback address counts as taken too: people type "localhost", which may mean either.
 * @returns the port that it is
 */
export async function listen(server: Server, host: string, port: number, given: boolean): Promise<number> {
  for (let tried = port; ; tried += 1) {
    const last = given || tried >= port + TRIED
    try {
      if (!last && (await answersAt(tried, '::1'))) continue
      await listenAt(server, tried, host)
      const address = server.address()
      return typeof address === 'object' && address ? address.port : tried
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (last || code !== 'EADDRINUSE') throw words(error as NodeJS.ErrnoException, tried, host)
    }
  }
}
