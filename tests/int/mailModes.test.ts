import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { deliverMail } from '#src/server/deliverMail.ts'
import { runtime } from '#src/server/runtime.ts'
import { writeInvitationMail } from '#src/mail/writeInvitationMail.ts'
import { codesOf } from '#tests/support/startStage.ts'
import { startTestServer } from '#tests/support/startServer.ts'

/** Where no mail server is set up: nothing is sent and everybody is told so, or the terminal of one's own machine is the mailbox. */

let server: Awaited<ReturnType<typeof startTestServer>>
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const invite = () => server.request('POST', '/api/invitations', { as: server.a.people.owner, body: { account: server.a.id, email: `new-${randomBytes(5).toString('hex')}@example.test`, role: 'member' } })

describe('without a mail server', () => {
  it('an invitation gives its link to whoever invites, once', async () => {
    const { status, body } = await invite()
    expect([status, body.mail]).toEqual([201, 'off'])
    const token = new URL(body.link).hash.slice(1)
    expect((await server.request('POST', '/api/invitations/look', { body: { token } })).body.state).toBe('open')
    expect((await server.request('GET', `/api/invitations/${body.id}`, { as: server.a.people.owner })).text).not.toContain(token)
    const again = await server.request('POST', `/api/invitations/${body.id}/resend`, { as: server.a.people.owner })
    expect([again.body.mail, new URL(again.body.link).hash.slice(1) === token]).toEqual(['off', false])
  })

  it('a forgotten password says who can help, the same to everybody', async () => {
    const known = (await server.sql<{ email: string }>('select email from users where id = $1', [server.a.people.owner.id]))[0]?.email
    for (const email of [known, 'nobody@example.test']) {
      const answer = await server.request('POST', '/api/users/forgot-password', { body: { email } })
      expect([answer.status, codesOf(answer), answer.body.errors[0].hint]).toEqual([405, ['method_not_allowed'], expect.stringContaining('ask the operator of the installation')])
    }
  })
})

describe('on one’s own machine', () => {
  it('mails are printed, link included, and no name makes lines or colours of its own', async () => {
    const written: string[] = []
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0)
    runtime().env.PATCHBAY_PRINT_MAIL = true
    try {
      const { body } = await invite()
      expect([body.mail, body.link]).toEqual(['sent', null])
      const mail = writeInvitationMail({ language: 'en', inviter: 'Eve\u001b[31m\n  | Subject: x', account: 'Acme', role: 'member', url: 'http://localhost:3000/invitations#t', expiresAt: new Date() })
      await deliverMail({ to: 'ann@example.test', ...mail })
    } finally {
      runtime().env.PATCHBAY_PRINT_MAIL = false
      spy.mockRestore()
    }
    const [first = '', second = ''] = written
    expect(first).toMatch(/\n {2}\| http:\/\/localhost:3000\/invitations#[\w-]{43}\n/)
    expect(second.split('\n').filter((line) => line.includes('Subject:'))).toEqual(['  | Subject: Join Acme on Patchbay', expect.stringContaining('Eve [31m | Subject: x invites you')])
    expect(second).not.toContain('\u001b')
  })
})

describe('a receiver', () => {
  it.each(['', 'a', 'a@b, c@d', 'Ann <ann@example.test>', 'a@b\r\nBcc: c@d', 'a@b c'])('that is not one plain address gets nothing: %j', async (to) => {
    await expect(deliverMail({ to, subject: 's', text: 't', html: 'h' })).rejects.toThrow('no address')
  })
})
