import { createServer, type Socket } from 'node:net'

/** As it arrived: the envelope's receiver, the headers as lines, and the plain text decoded. `link` is the first address in it. */
export type ReceivedMail = { to: string; subject: string; headers: string; text: string; html: string; link: string }

export type Mailbox = {
  /** For PATCHBAY_SMTP_URL. */
  url: string
  mails: ReceivedMail[]
  /** From now on every mail is refused, or taken again. */
  turn(answer: 'take' | 'refuse'): void
  close(): Promise<void>
}

/** A mail server on loopback that keeps what it is given (RFC 5321, as much of it as one sender needs). */
export async function startMailbox(): Promise<Mailbox> {
  const mails: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  let answer: 'take' | 'refuse' = 'take'
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy()))
    const say = (line: string) => socket.write(`${line}\r\n`)
    let [receiver, waiting, isData] = ['', '', false]
    say('220 mailbox')
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      waiting += chunk
      for (;;) {
        const end = isData ? waiting.indexOf('\r\n.\r\n') : waiting.indexOf('\r\n')
        if (end < 0) return
        const given = waiting.slice(0, end)
        waiting = waiting.slice(end + (isData ? 5 : 2))
        if (isData) {
          isData = false
          mails.push(readMail({ to: receiver, raw: given }))
          say('250 taken')
        } else if (/^EHLO/i.test(given)) say('250 mailbox')
        else if (/^RCPT/i.test(given)) {
          receiver = /<([^>]*)>/.exec(given)?.[1] ?? ''
          say(answer === 'take' ? '250 ok' : '550 no such mailbox')
        } else if (/^DATA/i.test(given)) {
          isData = true
          say('354 go on')
        } else if (/^QUIT/i.test(given)) socket.end('221 bye\r\n')
        else say('250 ok')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    turn: (next) => void (answer = next),
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function readMail({ to, raw }: { to: string; raw: string }): ReceivedMail {
  const { headers, body } = split(raw)
  const boundary = /boundary="?([^";\r\n]+)/i.exec(headers)?.[1] ?? '?'
  const parts = body.split(`--${boundary}`).map((part) => split(part.replace(/^\r\n/, '')))
  const contentOf = (type: string): string => parts.filter((part) => part.headers.toLowerCase().includes(type)).map(decode)[0] ?? ''
  const text = contentOf('text/plain')
  return { to, subject: decodeWords(/^Subject: (.*)$/im.exec(headers)?.[1] ?? ''), headers, text, html: contentOf('text/html'), link: /https?:\/\/\S+/.exec(text)?.[0] ?? '' }
}

type Part = { headers: string; body: string }

function split(raw: string): Part {
  const end = raw.indexOf('\r\n\r\n')
  return { headers: raw.slice(0, end).replaceAll(/\r\n[ \t]+/g, ' '), body: raw.slice(end + 4) }
}

function decode({ headers, body }: Part): string {
  if (/base64/i.test(headers)) return Buffer.from(body, 'base64').toString()
  if (/quoted-printable/i.test(headers)) return unquote(body.replaceAll('=\r\n', ''))
  return body
}

const unquote = (text: string): string => Buffer.from(text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString()

/** RFC 2047. */
const decodeWords = (text: string): string =>
  text.replaceAll(/\?= +=\?/g, '?==?').replaceAll(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) => (kind.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString() : unquote(word.replaceAll('_', ' '))))
