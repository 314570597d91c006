import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Call, TestConnection, TestToken } from './Call.ts'
import { balancerHeader, servedByHeader } from './startBalancer.ts'

type Driving = { url: string; house: { connections: TestConnection[]; tokens: TestToken[]; accounts: string[] }; clients: number; pauseMs: number }

export type Drive = {
  /** Every call that was sent and is over. */
  calls: Call[]
  /** One call, straight to a process. */
  sendTo(process: { name: string; port: number }): Promise<Call>
  stop(): Promise<void>
}

/** Callers whose tokens are refused are held back by their address; these are many, and the balancer is believed. */
const addresses = Array.from({ length: 200 }, (_, number) => `10.0.0.${number + 1}`)

/**
 * Clients that call without end, each the next once it has its answer: all accounts in turn, with each of their tokens, by
 * connection and by account, what was revoked of late included.
 */
export function driveCalls({ url, house, clients, pauseMs }: Driving): Drive {
  const calls: Call[] = []
  const stopping = new AbortController()
  let turn = 0

  function choose(): Pick<Call, 'account' | 'connection' | 'token'> {
    const number = turn++
    const account = house.accounts[number % house.accounts.length] as string
    const round = Math.floor(number / house.accounts.length)
    const tokens = listCalled({ all: house.tokens, account })
    const connections = listCalled({ all: house.connections, account })
    // Every fourth round by account; both lists are walked through whole, whatever their lengths.
    const connection = round % 4 === 3 ? null : (connections[round % connections.length] ?? null)
    return { account, connection, token: tokens[Math.floor(round / 3) % tokens.length] as TestToken }
  }
  async function send({ base, chosen }: { base: string; chosen: ReturnType<typeof choose> }): Promise<Call> {
    const { account, connection, token } = chosen
    const id = randomUUID()
    const target = connection === null ? `accounts/${account}/globex` : `connections/${connection.id}`
    const call: Call = { id, ...chosen, sentAt: performance.now(), answeredAt: 0, broken: null, servedBy: null, status: 0, origin: null, codes: [] }
    try {
      const response = await fetch(`${base}/api/proxy/${target}/calls/${id}`, { headers: { authorization: `Bearer ${token.value}`, 'x-forwarded-for': addresses[turn % addresses.length]! } })
      const text = await response.text()
      Object.assign(call, { status: response.status, broken: response.headers.get(balancerHeader), servedBy: response.headers.get(servedByHeader), origin: response.headers.get('x-patchbay-origin'), codes: response.ok ? [] : codesOf(text) })
    } catch {
      call.broken = 'cut'
    }
    call.answeredAt = performance.now()
    calls.push(call)
    return call
  }
  const walk = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await send({ base: url, chosen: choose() })
      await wait(pauseMs)
    }
  }
  const walking = Array.from({ length: clients }, walk)

  return {
    calls,
    sendTo: async ({ name, port }) => {
      const token = house.tokens.find((one) => one.endingSince === null) as TestToken
      const connection = house.connections.find((one) => one.account === token.account && one.endingSince === null) as TestConnection
      return Object.assign(await send({ base: `http://127.0.0.1:${port}`, chosen: { account: token.account, connection, token } }), { servedBy: name })
    },
    stop: async () => {
      stopping.abort()
      await Promise.all(walking)
    },
  }
}

const lateOnes = 2

/** What is in force, and the last of what no longer is. */
function listCalled<One extends TestConnection | TestToken>({ all, account }: { all: One[]; account: string }): One[] {
  const theirs = all.filter((one) => one.account === account)
  const ended = theirs.filter((one) => one.endedAt !== null).sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
  return [...theirs.filter((one) => one.endedAt === null), ...ended.slice(0, lateOnes)]
}

const codesOf = (text: string): string[] => {
  try {
    return (JSON.parse(text) as { errors: { code: string }[] }).errors.map(({ code }) => code)
  } catch {
    return [`no refusal of ours: ${text.slice(0, 100)}`]
  }
}
