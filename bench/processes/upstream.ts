import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * The service that is called: takes a chat completion and answers with 0.6 kB of JSON, or with 20 chunks of an event
 * stream, written at once or (for the first byte) a millisecond apart.
 */

const answer = JSON.stringify({
  id: 'chatcmpl-bench',
  object: 'chat.completion',
  created: 1_800_000_000,
  model: 'bench-1',
  choices: [{ index: 0, message: { role: 'assistant', content: 'A short answer. '.repeat(22) }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 12, completion_tokens: 90, total_tokens: 102 },
})
const answerHeaders = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(answer)), 'x-request-id': 'req_bench' }
const chunks = Array.from({ length: 20 }, (_, index) => `data: ${JSON.stringify({ id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1_800_000_000, model: 'bench-1', choices: [{ index: 0, delta: { content: `word ${index} ` }, finish_reason: null }] })}\n\n`)

const server = createServer((req, res) => {
  let body = ''
  req.setEncoding('latin1')
  req.on('data', (chunk: string) => {
    body += chunk
  })
  req.on('end', () => {
    if (!body.includes('"stream":true')) return void res.writeHead(200, answerHeaders).end(answer)
    res.writeHead(200, { 'content-type': 'text/event-stream' })
    if (body.includes('"paced"')) return void pace()
    for (const chunk of chunks) res.write(chunk)
    res.end('data: [DONE]\n\n')
  })
  const pace = async (): Promise<void> => {
    for (const chunk of chunks) {
      res.write(chunk)
      await wait(1)
    }
    res.end('data: [DONE]\n\n')
  }
})
server.keepAliveTimeout = 120_000
server.listen(0, '127.0.0.1', () => process.send?.({ type: 'ready', port: (server.address() as AddressInfo).port }))
