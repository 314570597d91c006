import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let child: ChildProcess
let origin: string

const startDemo = async (): Promise<{ child: ChildProcess; port: number }> => {
  const started = fork(new URL('./demoUpstream.ts', import.meta.url), ['0'], { stdio: 'ignore', execArgv: [] })
  const [message] = (await once(started, 'message')) as [{ type: string; port: number }]
  expect(message.type).toBe('ready')
  return { child: started, port: message.port }
}

beforeAll(async () => {
  const demo = await startDemo()
  child = demo.child
  origin = `http://127.0.0.1:${demo.port}`
})
afterAll(() => void child.kill())

const call = (path: string, key: string | null, init: RequestInit = {}): Promise<Response> =>
  fetch(`${origin}${path}`, { ...init, headers: key === null ? {} : { authorization: `Bearer ${key}` } })

describe('demoUpstream', () => {
  it.each<[string | null, number]>([[null, 401], ['other', 401], ['demo_good_', 401], ['demo_good_a', 200], ['demo_limited_a', 403], ['demo_busy_a', 429], ['demo_down_a', 503]])('answers %s with %i', async (key, status) => {
    const response = await call('/v1/me', key)
    expect(response.status).toBe(status)
    const body = (await response.json()) as Record<string, unknown>
    expect(body).toHaveProperty(status === 200 ? 'account.name' : 'error.message')
    if (status === 429) expect(response.headers.get('retry-after')).toBe('2')
  })

  it('holds a slow key’s answer back', async () => {
    await expect(call('/v1/me', 'demo_slow_a', { signal: AbortSignal.timeout(300) })).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('echoes without the credential', async () => {
    const response = await call('/v1/echo?k=demo_good_abc', 'demo_good_abc', { method: 'POST', body: 'x demo_good_abc y' })
    const text = await response.text()
    expect(text).not.toContain('demo_good_abc')
    expect(JSON.parse(text)).toMatchObject({ method: 'POST', path: '/v1/echo', body: 'x [credential] y' })
  })

  it('streams chunk by chunk', async () => {
    const response = await call('/v1/stream?chunks=3', 'demo_good_a')
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect((await response.text()).match(/^data: /gm)).toHaveLength(4)
  })

  it('completes chats, whole and streamed', async () => {
    const ask = (stream: boolean): RequestInit => ({ method: 'POST', body: JSON.stringify({ stream, messages: [{ role: 'user', content: 'hello there' }] }) })
    expect(await (await call('/v1/chat/completions', 'demo_good_a', ask(false))).json()).toMatchObject({ choices: [{ message: { content: 'You said: hello there' } }], usage: { total_tokens: 6 } })
    const events = (await (await call('/v1/chat/completions', 'demo_good_a', ask(true))).text()).split('\n\n').filter((event) => event.startsWith('data: {'))
    const text = events.map((event) => (JSON.parse(event.slice(6)) as { choices: { delta: { content?: string } }[] }).choices[0]!.delta.content ?? '').join('')
    expect(text).toBe('You said: hello there')
  })

  it.each(['disconnect', 'SIGTERM'] as const)('ends on %s, also with a stream open', async (how) => {
    const other = await startDemo()
    const response = await fetch(`http://127.0.0.1:${other.port}/v1/stream?chunks=1000`, { headers: { authorization: 'Bearer demo_good_a' } })
    const ended = once(other.child, 'exit')
    if (how === 'disconnect') other.child.disconnect()
    else other.child.kill('SIGTERM')
    expect((await ended)[0]).toBe(0)
    await expect(response.text()).rejects.toThrow()
  })
})
