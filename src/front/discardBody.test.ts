import { once } from 'node:events'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { listen, type Listening } from '#tests/support/listen.ts'
import { discardBody } from './discardBody.ts'
import { readProxyBody } from './readProxyBody.ts'
import { UploadBody } from './UploadBody.ts'

let front: Listening
afterEach(() => front.close())

it('lets the next request of the connection be read, also where the body had been held back', async () => {
  front = await listen((req, res) => {
    if (req.method === 'GET') return void res.end('the next one')
    const body = new UploadBody({ req, maxBytes: 10_000_000 })
    body.once('readable', () => {
      body.destroy()
      res.writeHead(413, { 'content-length': 8 }).end('too much')
      discardBody(req)
    })
  })
  const socket = connect(front.port, '127.0.0.1')
  let told = ''
  socket.on('data', (bytes: Buffer) => (told += bytes.toString('latin1')))
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n')
  socket.write(Buffer.alloc(1_000_000))
  await expect.poll(() => told).toContain('too much')
  socket.write(Buffer.alloc(1_000_000))
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  await once(socket, 'end')
  expect(told).toContain('the next one')
})

it('leaves the connection its idle time, which the watch over an upload had taken over', async () => {
  front = await listen(async (req, res) => {
    const { body } = await readProxyBody(req)
    if (!(body instanceof Readable)) throw new Error('too short to be streamed')
    body.once('readable', () => {
      body.destroy()
      res.writeHead(413, { 'content-length': 8 }).end('too much')
      discardBody(req)
    })
  })
  front.server.keepAliveTimeout = 100
  const socket = connect(front.port, '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n')
  socket.write(Buffer.alloc(1_000_000))
  await once(socket, 'data')
  socket.write(Buffer.alloc(1_000_000))
  await once(socket, 'end')
})
