import { connect as connectTcp, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls, rootCertificates } from 'node:tls'
import type { buildConnector } from 'undici'
import { checkOutboundHost, portOf } from './checkOutboundUrl.ts'
import type { ResolveName } from './Egress.ts'
import { EgressFault } from './EgressFault.ts'
import { judgeAddress } from './judgeAddress.ts'
import { parseAddress } from './parseAddress.ts'
import type { EgressAllowance } from './parseEgressAllow.ts'
import { codeOf } from './toEgressFault.ts'

type DialerOptions = { allow: readonly EgressAllowance[]; resolve: ResolveName; connectTimeoutMs: number; ca: readonly string[] }
type Target = { isTls: boolean; host: string; port: number; addresses: string[]; deadline: number }

const MAX_SESSIONS = 500

/**
 * undici's connect hook: runs once for each new connection, so nothing of it costs a kept-alive request.
 * Scheme and name are judged, the name is resolved once, one bad address among the answers condemns them all (an
 * attacker's name may carry a public address beside a private one), and the socket is opened to the judged addresses
 * themselves, so that a second resolution cannot answer differently (DNS rebinding). Then the peer is looked at again.
 */
export function createDialer(options: DialerOptions): buildConnector.connector {
  const openSocket = createSocketOpener(options)
  return ({ protocol, hostname, port }, callback) => {
    const dial = async (): Promise<Socket> => {
      const deadline = performance.now() + options.connectTimeoutMs
      const target = { isTls: protocol === 'https:', host: hostname, port: portOf({ protocol, port }), deadline }
      checkOutboundHost({ protocol, host: hostname, port: target.port, allow: options.allow })
      const addresses = await findAddresses({ target, options })
      for (const address of addresses) assertAllowed({ address, target, allow: options.allow })
      const socket = await openSocket({ ...target, addresses })
      assertPeer({ socket, addresses, target, allow: options.allow })
      return socket
    }
    dial().then(
      (socket) => callback(null, socket as Parameters<typeof callback>[1] & Socket),
      (error: Error) => callback(error, null),
    )
  }
}

async function findAddresses({ target, options }: { target: Omit<Target, 'addresses'>; options: DialerOptions }): Promise<string[]> {
  if (parseAddress(target.host)) return [target.host]
  const { promise: timeout, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(tooSlow(target.host)), target.deadline - performance.now())
  try {
    const addresses = await Promise.race([options.resolve(target.host), timeout])
    if (addresses.length === 0) throw new Error('no address')
    return addresses
  } catch (error) {
    if (error instanceof EgressFault) throw error
    const code = codeOf(error)
    throw new EgressFault('provider_unreachable', { message: `The name ${target.host} could not be resolved${code && ` (${code})`}.`, wasSent: false, cause: error })
  } finally {
    clearTimeout(timer)
  }
}

function createSocketOpener({ ca }: DialerOptions): (target: Target) => Promise<Socket> {
  // TLS tickets by host and port: resuming saves a round trip. A session carries no credential of ours.
  const sessions = new Map<string, Buffer>()
  // Node's default roots (with NODE_EXTRA_CA_CERTS) stand unless further ones are given.
  const roots = ca.length === 0 ? undefined : [...rootCertificates, ...ca]
  return (target) => {
    const { host, port, addresses } = target
    const lookup: LookupFunction = (_name, _options, done) => done(null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
    // Several judged addresses: node tries them in turn (RFC 8305), asking the lookup above instead of the system.
    const tcp = { host, port, lookup, autoSelectFamily: true }
    if (!target.isTls) return untilReady({ socket: connectTcp(tcp), event: 'connect', target })
    const key = `${host}:${port}`
    const socket = connectTls({
      ...tcp,
      ca: roots,
      session: sessions.get(key),
      // SNI takes names only (RFC 6066 section 3); an address is checked against the certificate's IP entries.
      servername: parseAddress(host) ? '' : host,
      ALPNProtocols: ['http/1.1'],
      minVersion: 'TLSv1.2',
      // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED=0 cannot switch it off.
      rejectUnauthorized: true,
    })
    socket.on('session', (session) => {
      if (sessions.size >= MAX_SESSIONS) sessions.delete(sessions.keys().next().value ?? '')
      sessions.set(key, session)
    })
    return untilReady({ socket, event: 'secureConnect', target })
  }
}

function untilReady({ socket, event, target }: { socket: Socket; event: string; target: Target }): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const timer = setTimeout(() => socket.destroy(tooSlow(target.host)), target.deadline - performance.now())
  socket.setNoDelay(true).setKeepAlive(true, 60_000)
  socket.once(event, () => {
    clearTimeout(timer)
    resolve(socket)
  })
  // Stays for the socket's life: a reset between here and undici's own listeners must not end the process.
  socket.on('error', (error) => {
    clearTimeout(timer)
    reject(toConnectFault({ error, host: target.host }))
  })
  return promise
}

function toConnectFault({ error, host }: { error: Error; host: string }): EgressFault {
  if (error instanceof EgressFault) return error
  const code = codeOf(error)
  if (code === 'ETIMEDOUT') return tooSlow(host)
  const isTlsFault = code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || /CERT|SIGNATURE|ISSUER/.test(code)
  const message = isTlsFault ? `The TLS certificate or handshake of ${host} is not good (${code}).` : `No connection to ${host} could be made${code && ` (${code})`}.`
  return new EgressFault('provider_unreachable', { message, wasSent: false, cause: error })
}

function assertAllowed({ address, target, allow }: { address: string; target: { host: string; port: number }; allow: readonly EgressAllowance[] }): void {
  const verdict = judgeAddress({ address, port: target.port, allow, host: target.host })
  if (verdict.ok) return
  throw new EgressFault('host_not_allowed', {
    message: `${target.host} leads to an address that is not public (${verdict.reason}).`,
    hint: 'Use a public address, or ask the operator to add host:port to PATCHBAY_EGRESS_ALLOW.',
    wasSent: false,
  })
}

function assertPeer({ socket, addresses, target, allow }: { socket: Socket; addresses: string[]; target: { host: string; port: number }; allow: readonly EgressAllowance[] }): void {
  try {
    const peer = parseAddress(socket.remoteAddress ?? '')
    const isExpected = peer !== null && addresses.some((address) => parseAddress(address)?.value === peer.value)
    if (!isExpected) throw new EgressFault('provider_unreachable', { message: `The connection to ${target.host} closed at once.`, wasSent: false })
    assertAllowed({ address: socket.remoteAddress ?? '', target, allow })
  } catch (error) {
    socket.destroy()
    throw error
  }
}

const tooSlow = (host: string): EgressFault => new EgressFault('provider_timeout', { message: `No connection to ${host} came about in time.`, wasSent: false })
