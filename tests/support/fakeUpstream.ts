import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { CompiledAuthMethod, CompiledProvider, CredentialValues } from '#src/engine/catalog/CompiledProvider.ts'
import { deriveValues } from '#src/engine/catalog/deriveValues.ts'
import { parseUrlField } from '#src/engine/catalog/parseUrlField.ts'
import { splitBaseUrl } from '#src/engine/catalog/splitBaseUrl.ts'
import { wholeUrlField } from '#src/engine/catalog/wholeUrlField.ts'
import { judgeCredential, type SeenRequest } from './judgeCredential.ts'
import { makeTestAnswer } from './makeTestAnswer.ts'

export type Knobs = {
  /** Answer everything with this status (credentials unseen). */
  status?: number
  headers?: Record<string, string>
  delayMs?: number
  /** `garbage`: 200 with bytes that are no JSON; `redirect`: 302 elsewhere; `huge`: 2 MB; `no`: the row's "no inside a 200"; `cut`: half an answer. */
  mode?: 'garbage' | 'redirect' | 'huge' | 'no' | 'cut'
}

export type FakeUpstream = {
  origin: string
  /** `host:port`, for an egress allow list. */
  host: string
  /** The row with its addresses led to this server; everything else as it was. */
  compiled: CompiledProvider
  method: CompiledAuthMethod
  /** The good values, with a whole-URL field led here too. */
  values: CredentialValues
  seen: SeenRequest[]
  /** Replaces the knobs; `{}` = behave. */
  turn(knobs: Knobs): void
  stop(): Promise<void>
}

type Options = { compiled: CompiledProvider; goodValues: CredentialValues; /** Default: the row's first. */ authMethod?: string; knobs?: Knobs }

/**
 * A service made from a provider row: it accepts exactly the credential of `goodValues` at exactly the places the
 * row says, answers the row's test as the row expects, and refuses the way the row's `authFailure` describes. It
 * reads the row only, never the code that injects, so the two check each other.
 */
export async function startFakeUpstream({ compiled, goodValues, authMethod, knobs: firstKnobs = {} }: Options): Promise<FakeUpstream> {
  let knobs = firstKnobs
  const seen: SeenRequest[] = []
  const method = compiled.authMethods.find((one) => authMethod === undefined || one.key === authMethod)
  if (method === undefined) throw new Error(`The row ${compiled.key} has no auth method ${authMethod}.`)
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const origin = `http://${host}`
  const local = leadHere({ compiled, method, origin, host })
  const values = { ...goodValues, ...local.urlValues({ method, goodValues }) }
  const all = deriveValues(local.method, values)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request)
    const verdict = judgeCredential({ request, body, method: local.method, values: all, bases: local.basePaths })
    seen.push(verdict)
    if (knobs.delayMs !== undefined) await wait(knobs.delayMs)
    if (knobs.mode !== undefined && knobs.mode !== 'no') return misbehave({ response, mode: knobs.mode })
    if (knobs.status !== undefined) return void response.writeHead(knobs.status, { 'content-type': 'application/json', ...knobs.headers }).end('{"error":{"message":"As told."}}')
    const { status, headers, document } = makeTestAnswer({ compiled: local.compiled, method: local.method, values: all, seen: verdict, saysNo: knobs.mode === 'no' })
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(request.method === 'HEAD' ? undefined : JSON.stringify(document))
  }

  return {
    origin, host, compiled: local.compiled, method: local.method, values, seen,
    turn: (next) => {
      knobs = next
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Local = {
  compiled: CompiledProvider
  method: CompiledAuthMethod
  /** Path in front of each base: '' for the row's own, `/~name` for a service. */
  basePaths: { service: string | null; path: string }[]
  urlValues(input: { method: CompiledAuthMethod; goodValues: CredentialValues }): CredentialValues
}

/** The same row on another machine: only scheme, host and port change, and services get a first segment of their own. */
function leadHere({ compiled, method, origin, host }: { compiled: CompiledProvider; method: CompiledAuthMethod; origin: string; host: string }): Local {
  const urlField = compiled.baseUrl === null ? null : wholeUrlField(compiled.baseUrl)
  const pathOf = (url: string): string => splitBaseUrl(url)?.path ?? ''
  const services = Object.entries(compiled.services).map(([name, url]) => ({ service: name, path: `/~${name}${pathOf(url)}` }))
  const basePaths = [...services, { service: null, path: compiled.baseUrl === null || urlField !== null ? '' : pathOf(compiled.baseUrl) }]
  const localMethods = compiled.authMethods.map((one) => ({ ...one, hostFields: urlField === null ? [] : one.hostFields }))
  const rewritten: CompiledProvider = {
    ...compiled,
    baseUrl: compiled.baseUrl === null ? null : urlField === null ? `${origin}${pathOf(compiled.baseUrl)}` : compiled.baseUrl,
    services: Object.fromEntries(services.map(({ service, path }) => [service, `${origin}${path}`])),
    allowedHosts: urlField === null ? [host] : compiled.allowedHosts,
    authMethods: localMethods,
  }
  return {
    compiled: rewritten,
    method: localMethods.find((one) => one.key === method.key) as CompiledAuthMethod,
    basePaths: urlField === null ? basePaths : [{ service: null, path: '/~base' }],
    urlValues: () => (urlField === null || parseUrlField(`${origin}/~base`) === null ? {} : { [urlField]: `${origin}/~base` }),
  }
}

function misbehave({ response, mode }: { response: ServerResponse; mode: NonNullable<Knobs['mode']> }): void {
  if (mode === 'redirect') response.writeHead(302, { location: 'https://elsewhere.example/' }).end()
  else if (mode === 'garbage') response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from([0xff, 0xfe, 0x00, 0x7b]))
  else if (mode === 'huge') response.writeHead(200, { 'content-type': 'application/json' }).end(`{"a":"${'a'.repeat(2_000_000)}"}`)
  else {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"half":')
    setImmediate(() => response.destroy())
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
