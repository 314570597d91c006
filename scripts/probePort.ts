import { once } from 'node:events'
import { createServer } from 'node:net'

export type PortState = 'free' | 'taken' | 'forbidden'

/**
 * Tries the port on the host. For a loopback host also on ::1, which browsers try first for "localhost": another
 * program there would answer in our place.
 */
export async function probePort({ port, host }: { port: number; host: string }): Promise<PortState> {
  const isLoopback = ['127.0.0.1', 'localhost', '::1'].includes(host)
  for (const address of isLoopback ? ['127.0.0.1', '::1'] : [host]) {
    const state = await probeAddress({ port, address })
    if (state !== 'free') return state
  }
  return 'free'
}

async function probeAddress({ port, address }: { port: number; address: string }): Promise<PortState> {
  const server = createServer()
  try {
    server.listen({ port, host: address, exclusive: true })
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') return 'taken'
    if (code === 'EACCES') return 'forbidden'
    // No IPv6 here, or a host name that only the server proper can judge: not ours to say.
    return 'free'
  }
  server.close()
  await once(server, 'close')
  return 'free'
}
