import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { listen, type Listening } from '#tests/support/listen.ts'
import { discardBody } from './discardBody.ts'
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
