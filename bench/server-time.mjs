/*
 * Loaded into the measured server before everything else: how long each answer took from where its request was read to where its last byte was handed
 * to the connection. What lies between that and whoever asked (the connection, their own reading) is not the server's.
 */
import { subscribe } from 'node:diagnostics_channel'

const begun = new WeakMap()
let took = []

subscribe('http.server.request.start', ({ request }) => begun.set(request, performance.now()))
subscribe('http.server.response.finish', ({ request }) => took.push(performance.now() - begun.get(request)))

// Asked for them, it gives those since it was asked last, in milliseconds.
process.on('message', (message) => {
  if (message !== 'times') return
  process.send(took)
  took = []
})
process.channel.unref()
