import { appendFileSync } from 'node:fs'
import { Socket } from 'node:net'

/**
 * Loaded before a process's own code (`node --import refuseOutside.ts`): there is no network but this machine's own.
 * Whoever tries is refused, and noted in the file that REFUSED_OUTSIDE names.
 */
const isHere = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1|)$/.test(host)
const connect = Socket.prototype.connect as (...given: unknown[]) => Socket
Socket.prototype.connect = function refuse(this: Socket, ...given: unknown[]): Socket {
  // Called by net.connect with its arguments in one list already.
  const [first, second] = (Array.isArray(given[0]) ? given[0] : given) as [unknown, unknown]
  const host = typeof first === 'object' && first !== null ? String((first as { host?: string }).host ?? '') : typeof second === 'string' ? second : ''
  if (isHere(host)) return connect.apply(this, given)
  appendFileSync(String(process.env['REFUSED_OUTSIDE']), `${host}\n`)
  return this.destroy(new Error(`There is no network but this machine's own: ${host} was asked.`))
} as Socket['connect']
