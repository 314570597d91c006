import type { Server } from 'node:http'
import type { Socket } from 'node:net'

type Settings = { server: Server; /** Without a byte taken. */ stalledMs?: number; everyMs?: number }
type Wait = { left: number; written: number; since: number }

/**
 * Ends connections whose client takes nothing of what is sent, whatever it is: a short answer is handed over whole and
 * nobody waits for it, so that whoever asks and never reads would keep the connection, and its answers, for ever.
 */
export function endStalledReaders({ server, stalledMs = 60_000, everyMs = 10_000 }: Settings): void {
  const open = new Set<Socket>()
  const waits = new WeakMap<Socket, Wait>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const look = (socket: Socket): void => {
    const { writableLength: left, bytesWritten: written } = socket
    const wait = waits.get(socket)
    if (left === 0) waits.delete(socket)
    else if (wait?.left !== left || wait.written !== written) waits.set(socket, { left, written, since: performance.now() })
    else if (performance.now() - wait.since >= stalledMs) socket.destroy()
  }
  const timer = setInterval(() => open.forEach(look), everyMs).unref()
  server.once('close', () => clearInterval(timer))
}
