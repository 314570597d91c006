import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectStatus } from '#tests/support/makeWorld.ts'
import { type Mailbox, startMailbox } from '#tests/support/startMailbox.ts'
import { codesOf, fieldsOf, type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'
import type { TestActor, TestAnswer } from '#tests/support/startServer.ts'

/** Inviting people by mail, and coming in by an invitation: who may, how often, for how long, and what nobody learns. */

let stage: Stage
let mailbox: Mailbox
let account: StageAccount

beforeAll(async () => {
  mailbox = await startMailbox()
  stage = await startStage({ env: { PATCHBAY_SMTP_URL: mailbox.url, PATCHBAY_MAIL_FROM: 'Patchbay <no-reply@patchbay.test>' } })
})
afterAll(async () => {
  await stage?.stop()
  await mailbox?.close()
})
beforeEach(async () => {
  mailbox.turn('take')
  await stage.sql('delete from patchbay.sign_in_attempts')
  account = await stage.newAccount()
})

const newAddress = (): string => `new-${randomBytes(6).toString('hex')}@example.test`
const newPassword = (): string => randomBytes(12).toString('hex')
type Inviting = { as?: TestActor; email?: string; role?: string; headers?: Record<string, string> }
const invite = ({ as = account.people.owner, email = newAddress(), role = 'member', headers = {} }: Inviting = {}): Promise<TestAnswer> =>
  stage.request('POST', '/api/invitations', { as, body: { account: account.id, email, role }, headers })
const tokenOf = (link: string): string => new URL(link).hash.slice(1)

/** Invites a new address and takes the token out of the mail. */
async function invited(options: Inviting = {}): Promise<{ id: string; email: string; token: string }> {
  const email = options.email ?? newAddress()
  const { id } = expectStatus(await invite({ ...options, email })).body
  return { id, email, token: tokenOf(mailbox.mails.findLast((one) => one.to === email)?.link ?? '') }
}
const look = (token: string): Promise<TestAnswer> => stage.request('POST', '/api/invitations/look', { body: { token } })
type Accepting = { token: string; as?: TestActor | null; person?: { name: string; password: string }; confirm?: string }
const accept = ({ token, as = null, person, confirm }: Accepting): Promise<TestAnswer> => stage.request('POST', '/api/invitations/accept', { as, body: { token, person, as: confirm } })
const newcomer = () => ({ name: 'Nora New', password: newPassword() })
const roleOf = async (email: string): Promise<string | undefined> =>
  (await stage.sql<{ role: string }>('select m.role from memberships m join users u on u.id = m.user_id where m.account_id = $1 and u.email = $2', [account.id, email]))[0]?.role
const actionsOn = async (id: string): Promise<string[]> => (await stage.sql<{ action: string }>('select action from audit_events where target_id = $1 order by created_at, id', [id])).map((row) => row.action)

describe('an invitation', () => {
  it('reaches a new person by mail, who names a password, is a member and can sign in; the trail tells of each step', async () => {
    const { id, email, token } = await invited({ role: 'admin' })
    expect(mailbox.mails.at(-1)).toMatchObject({ to: email, subject: expect.stringContaining('on Patchbay'), text: expect.stringContaining('as an admin') })
    expect((await look(token)).body).toMatchObject({ state: 'open', invitation: { email, role: 'admin', inviter: account.people.owner.label } })
    const person = newcomer()
    const answer = expectStatus(await accept({ token, person }))
    expect(answer.body).toMatchObject({ account: { id: account.id }, role: 'admin', email })
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await roleOf(email)).toBe('admin')
    expect((await stage.request('POST', '/api/users/login', { body: { email, password: person.password } })).status).toBe(200)
    expect(await actionsOn(id)).toEqual(['invitation.created', 'invitation.accepted'])
    const [joined] = await stage.sql(`select actor_label from audit_events where action = 'membership.created' and account = $1 order by created_at desc limit 1`, [account.id])
    expect(joined).toEqual({ actor_label: 'Nora New' })
  })

  it('is in the language of whoever invites, and what people typed is never markup nor a header', async () => {
    const name = `Böse <b>& Co\r\nBcc: x@evil.test\u2028 🦊`
    expectStatus(await stage.request('PATCH', `/api/accounts/${account.id}`, { as: account.people.owner, body: { name } }))
    const { email } = await invited({ headers: { 'accept-language': 'de-AT,en;q=0.5' } })
    const mail = mailbox.mails.at(-1)
    expect(mail).toMatchObject({ to: email, subject: 'Einladung zu Böse <b>& Co Bcc: x@evil.test 🦊 auf Patchbay' })
    expect(mail?.headers).not.toMatch(/^Bcc:/im)
    expect(mail?.headers.match(/^To: .*$/gim)).toEqual([`To: ${email}`])
    expect(mail?.html).toContain('Böse &lt;b&gt;&amp; Co')
    expect(mail?.html).not.toMatch(/<img|src=|url\(/i)
  })

  it('is accepted by somebody with a sign-in, as themself, and with another address only when they say so', async () => {
    const { stranger } = stage
    const own = `${stranger.id}@example.test`
    const { token } = await invited({ email: own, role: 'viewer' })
    expect((await accept({ token, as: stranger })).status).toBe(200)
    expect(await roleOf(own)).toBe('viewer')

    const other = await invited()
    const guest = await stage.makeUser({ name: 'Guest' })
    const refused = await accept({ token: other.token, as: guest })
    expect([codesOf(refused), fieldsOf(refused)]).toEqual([['conflict'], ['as']])
    expect(codesOf(await accept({ token: other.token, as: guest, confirm: other.email }))).toEqual(['conflict'])
    expect((await accept({ token: other.token, as: guest, confirm: `${guest.id}@EXAMPLE.test` })).status).toBe(200)
    expect(await roleOf(`${guest.id}@example.test`)).toBe('member')
    expect(await roleOf(other.email)).toBeUndefined()
  })

  it('changes no role of somebody who is a member by then', async () => {
    const user = await stage.makeUser()
    const { token } = await invited({ email: `${user.id}@example.test`, role: 'owner' })
    expectStatus(await stage.request('POST', '/api/memberships', { as: account.people.owner, body: { account: account.id, user: user.id, role: 'viewer' } }))
    expect((await accept({ token, as: user })).body).toMatchObject({ role: 'viewer' })
    expect(await roleOf(`${user.id}@example.test`)).toBe('viewer')
  })

  it('works once: of two at the same moment one comes in', async () => {
    const { token } = await invited()
    const [first, second] = [await stage.makeUser(), await stage.makeUser()]
    const answers = await Promise.all([first, second].map((as) => accept({ token, as, confirm: `${as.id}@example.test` })))
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409])
    expect(await stage.sql('select 1 from memberships where account_id = $1 and user_id = any($2)', [account.id, [first.id, second.id]])).toHaveLength(1)
    expect((await look(token)).body).toEqual({ state: 'accepted', invitation: null })
  })

  it('ends after seven days, and when it is withdrawn; sent again, only the newest link works', async () => {
    const { id, token, email } = await invited()
    const [{ expires_at: expiresAt }] = (await stage.sql<{ expires_at: Date }>('select expires_at from invitations where id = $1', [id])) as [{ expires_at: Date }]
    expect(Math.abs(expiresAt.getTime() - Date.now() - 7 * 86_400_000)).toBeLessThan(60_000)
    await stage.sql(`update invitations set expires_at = now() - interval '1 second' where id = $1`, [id])
    expect((await look(token)).body).toEqual({ state: 'expired', invitation: null })
    expect(codesOf(await accept({ token, person: newcomer() }))).toEqual(['conflict'])

    expect(expectStatus(await stage.request('POST', `/api/invitations/${id}/resend`, { as: account.people.admin })).body).toEqual({ id, mail: 'sent', link: null })
    const renewed = tokenOf(mailbox.mails.findLast((one) => one.to === email)?.link ?? '')
    expect((await look(token)).status).toBe(404)
    expect((await look(renewed)).body.state).toBe('open')

    expectStatus(await stage.request('POST', `/api/invitations/${id}/revoke`, { as: account.people.admin }))
    expect((await look(renewed)).body).toEqual({ state: 'withdrawn', invitation: null })
    expect(codesOf(await accept({ token: renewed, person: newcomer() }))).toEqual(['conflict'])
    expect(codesOf(await stage.request('POST', `/api/invitations/${id}/revoke`, { as: account.people.admin }))).toEqual(['conflict'])
    expect(await actionsOn(id)).toEqual(['invitation.created', 'invitation.resent', 'invitation.revoked'])
    expect(await stage.sql('select 1 from users where email = $1', [email])).toEqual([])
  })

  it('is one for each address in an account, also of two at the same moment; an expired one makes room', async () => {
    const email = newAddress()
    const answers = await Promise.all([invite({ email }), invite({ email: email.toUpperCase(), as: account.people.admin })])
    expect(answers.map((one) => one.status).sort()).toEqual([201, 409])
    await stage.sql(`update invitations set expires_at = now() where account_id = $1`, [account.id])
    expect((await invite({ email })).status).toBe(201)
    expect(codesOf(await invite({ email: `${account.people.member.id}@example.test` }))).toEqual(['conflict'])
  })

  it('stores no link: the token is in no column, no trail and no answer', async () => {
    const { token, id } = await invited()
    const stored = JSON.stringify([await stage.sql('select * from invitations'), await stage.sql('select * from audit_events where account = $1', [account.id])])
    expect(stored).not.toContain(token)
    const read = await stage.request('GET', `/api/invitations/${id}`, { as: account.people.owner })
    expect([read.status, read.text.includes(token), 'hash' in read.body]).toEqual([200, false, false])
  })
})

describe('inviting', () => {
  it('is for owners and admins, owners for owners alone, and for no program', async () => {
    const { admin, member, viewer } = account.people
    expect((await invite({ as: admin })).status).toBe(201)
    for (const as of [member, viewer]) expect(codesOf(await invite({ as }))).toEqual(['forbidden'])
    expect(fieldsOf(await invite({ as: admin, role: 'owner' }))).toEqual(['role'])
    const program = await stage.makeToken({ as: account.people.owner, account: account.id, scopes: ['manage'] })
    expect(codesOf(await invite({ as: program }))).toEqual(['forbidden'])
    const { id } = await invited({ role: 'owner' })
    for (const verb of ['resend', 'revoke']) expect(codesOf(await stage.request('POST', `/api/invitations/${id}/${verb}`, { as: admin }))).toEqual(['forbidden'])
  })

  it('tells nobody whether an address has a sign-in', async () => {
    const [known, unknown] = [await invite({ email: `${stage.stranger.id}@example.test` }), await invite()]
    const shape = ({ status, body }: TestAnswer) => [status, Object.keys(body).sort(), body.mail, body.link]
    expect(shape(known)).toEqual(shape(unknown))
    const looked = await Promise.all(mailbox.mails.slice(-2).map(async (one) => Object.keys((await look(tokenOf(one.link))).body.invitation).sort()))
    expect(looked[0]).toEqual(looked[1])
  })

  it('has an end: by inviter, over all that is asked', async () => {
    await stage.sql(`delete from patchbay.sign_in_attempts`)
    const statuses: number[] = []
    for (let index = 0; index < 31; index += 1) statuses.push((await invite({ role: 'viewer' })).status)
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 201), 429])
    expect((await invite({ as: account.people.admin })).status).toBe(201)
  })

  it('is not lost over a mail server that refuses: it stays, and is sent again', async () => {
    mailbox.turn('refuse')
    const email = newAddress()
    const { body } = expectStatus(await invite({ email }))
    expect(body).toEqual({ id: expect.any(String), mail: 'failed', link: null })
    mailbox.turn('take')
    expect(expectStatus(await stage.request('POST', `/api/invitations/${body.id}/resend`, { as: account.people.owner })).body.mail).toBe('sent')
    expect(mailbox.mails.at(-1)?.to).toBe(email)
  })

  it.each(['nobody', 'a@b@example.test', 'a@example.test\r\nBcc: b@example.test', '"a b"@example.test', `${'a'.repeat(250)}@example.test`])('refuses %j as an address', async (email) => {
    expect(fieldsOf(await invite({ email }))).toEqual(['email'])
  })
})

describe('whoever invited', () => {
  const membershipOf = async (user: TestActor) => (await stage.sql<{ id: string }>('select id from memberships where account_id = $1 and user_id = $2', [account.id, user.id]))[0]?.id

  it('and was removed, takes their invitations with them', async () => {
    const { admin, owner } = account.people
    const { id, token } = await invited({ as: admin })
    expectStatus(await stage.request('DELETE', `/api/memberships/${await membershipOf(admin)}`, { as: owner }))
    expect((await look(token)).body.state).toBe('withdrawn')
    expect(codesOf(await accept({ token, as: admin, confirm: `${admin.id}@example.test` }))).toEqual(['conflict'])
    expect((await actionsOn(id)).at(-1)).toBe('invitation.revoked')
  })

  it('and may no longer: so too, whichever way it came about', async () => {
    const { admin, owner } = account.people
    const second = await stage.makeUser()
    expectStatus(await stage.request('POST', '/api/memberships', { as: owner, body: { account: account.id, user: second.id, role: 'owner' } }))
    const [asOwner, asAdmin, byAdmin] = [await invited({ as: second, role: 'owner' }), await invited({ as: second }), await invited({ as: admin })]
    expectStatus(await stage.request('PATCH', `/api/memberships/${await membershipOf(second)}`, { as: owner, body: { role: 'admin' } }))
    expect((await look(asOwner.token)).body.state).toBe('withdrawn')
    expect((await look(asAdmin.token)).body.state).toBe('open')
    // Past every hook.
    await stage.sql(`update memberships set role = 'member' where account_id = $1 and user_id = $2`, [account.id, admin.id])
    expect((await look(byAdmin.token)).body.state).toBe('withdrawn')
    expect(codesOf(await accept({ token: byAdmin.token, person: newcomer() }))).toEqual(['conflict'])
  })

  it('and the account that goes, leave no way in', async () => {
    const { token } = await invited()
    expectStatus(await stage.request('POST', `/api/accounts/${account.id}/delete`, { as: account.people.owner, body: { current: account.people.owner.password } }))
    expect((await look(token)).status).toBe(404)
    expect((await accept({ token, person: newcomer() })).status).toBe(404)
  })
})

describe('whoever is removed', () => {
  it('does not come back by an invitation to their own address that was still open', async () => {
    const { owner, member } = account.people
    const { id, email, token } = await invited()
    // Their address by now.
    await stage.sql('update users set email = $2 where id = $1', [member.id, email])
    const [membership] = await stage.sql<{ id: string }>('select id from memberships where account_id = $1 and user_id = $2', [account.id, member.id])
    expectStatus(await stage.request('DELETE', `/api/memberships/${membership?.id}`, { as: owner }))
    expect((await look(token)).body.state).toBe('withdrawn')
    expect(codesOf(await accept({ token, as: member }))).toEqual(['conflict'])
    expect((await actionsOn(id)).at(-1)).toBe('invitation.revoked')
  })
})

describe('coming in', () => {
  it('needs a password that is hard to guess, and a name; a refusal uses nothing up', async () => {
    const { token, email } = await invited()
    for (const password of ['short', 'a'.repeat(30), `${email}`]) expect(fieldsOf(await accept({ token, person: { name: 'N', password } }))).toEqual(['person.password'])
    expect(fieldsOf(await accept({ token, person: { name: ' ', password: newPassword() } }))).toEqual(['person.name'])
    expect(codesOf(await accept({ token }))).toEqual(['unauthenticated'])
    expect((await accept({ token, person: newcomer() })).status).toBe(200)
  })

  it('makes no second sign-in for an address that has one, nor takes over theirs', async () => {
    const user = await stage.makeUser()
    const passwordOf = () => stage.sql('select hash, salt from users where id = $1', [user.id])
    const before = await passwordOf()
    const { token } = await invited({ email: `${user.id}@example.test` })
    expect(codesOf(await accept({ token, person: newcomer() }))).toEqual(['conflict'])
    expect(await passwordOf()).toEqual(before)
    expect((await accept({ token, as: user })).status).toBe(200)
  })

  it('by guessing has an end', async () => {
    const statuses = new Set<number>()
    for (let index = 0; index < 60; index += 1) statuses.add((await look(randomBytes(32).toString('base64url'))).status)
    expect([...statuses]).toEqual([404])
    expect((await look('x')).status).toBe(429)
  })
})
