import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export type Relay = {
  /** The database's address, by way of the relay. */
  url: string
  /** From here on every packet is lost, both ways; connections are taken and never answered. */
  fallSilent(): void
  /** What was lost stays lost: its connections are cut, new ones are answered. */
  speak(): void
  close(): Promise<void>
}

/** A network before a database, which can drop packets without a word. */
export async function startRelay({ url }: { url: string }): Promise<Relay> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  const lost = new Set<Socket>()
  let isSilent = false
  const server = createServer((near) => {
    const far = connect({ host: target.hostname, port: Number(target.port || 5432) })
    for (const [one, other] of [[near, far], [far, near]] as const) {
      sockets.add(one)
      if (isSilent) lost.add(one)
      one.on('data', (bytes) => lost.has(one) || other.write(bytes))
      one.on('error', () => undefined)
      one.on('close', () => {
        sockets.delete(one)
        lost.delete(one)
        other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href,
    fallSilent: () => {
      isSilent = true
      for (const one of sockets) lost.add(one)
    },
    speak: () => {
      isSilent = false
      for (const one of lost) one.destroy()
    },
    close: async () => {
      for (const one of sockets) one.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
