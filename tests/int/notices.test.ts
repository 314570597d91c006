import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runtime } from '#src/server/runtime.ts'
import { sendNotices } from '#src/server/sendNotices.ts'
import { type Mailbox, startMailbox } from '#tests/support/startMailbox.ts'
import { type Stage, type StageAccount, startStage } from '#tests/support/startStage.ts'

/** Mails about connections that need a hand: what is told, to whom, in which language, and each thing once. */

let stage: Stage
let mailbox: Mailbox
let account: StageAccount
let id: string

beforeAll(async () => {
  mailbox = await startMailbox()
  stage = await startStage({ env: { PATCHBAY_SMTP_URL: mailbox.url, PATCHBAY_MAIL_FROM: 'no-reply@patchbay.test' } })
})
afterAll(async () => {
  await stage?.stop()
  await mailbox?.close()
})
beforeEach(async () => {
  // What other tests left is nobody's business here.
  await stage.sql(`update connections set status = 'active', status_reason = null, expires_at = null, rotate_by = null where envelope is not null`)
  mailbox.turn('take')
  account = await stage.newAccount()
  ;({ id } = await stage.connected({ account, body: { displayName: 'Reports' } }))
  await stage.sql('update connections set rotate_by = null where id = $1', [id])
  mailbox.mails.length = 0
})

const run = () => sendNotices({ pool: runtime().pool, signal: new AbortController().signal })
const set = (columns: string, connection = id) => stage.sql(`update connections set ${columns} where id = $1`, [connection])
const emailOf = async (person: { id: string }): Promise<string> => (await stage.sql<{ email: string }>('select email from users where id = $1', [person.id]))[0]?.email ?? ''
const subjects = () => mailbox.mails.map((mail) => mail.subject)

describe('what is told', () => {
  it('an expiry: 14, 7 and 1 days before, and when it has come, each once', async () => {
    const told: string[][] = []
    for (const ahead of ['14 days 1 hour', '13 days', '12 days', '7 days', '3 days', '23 hours', '-1 minute', '-1 day']) {
      // The same date all along: the days go by, so to speak.
      await set(`expires_at = date_trunc('second', now() + interval '${ahead}')`)
      const mark = (await stage.sql<{ at: string }>(`select to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') as at from connections where id = $1`, [id]))[0]?.at
      await stage.sql('update patchbay.notices set mark = $2 where connection = $1', [id, mark])
      mailbox.mails.length = 0
      await run()
      await run()
      told.push([ahead, ...subjects()])
    }
    expect(told).toEqual([
      ['14 days 1 hour'], ['13 days', '“Reports” expires soon'], ['12 days'], ['7 days', '“Reports” expires soon'], ['3 days'], ['23 hours', '“Reports” expires soon'], ['-1 minute', '“Reports” has expired'], ['-1 day'],
    ])
  })

  it('a new date anew', async () => {
    await set(`expires_at = now() + interval '5 days'`)
    await run()
    await set(`expires_at = now() + interval '6 days'`)
    await run()
    expect(subjects()).toEqual(['“Reports” expires soon', '“Reports” expires soon'])
  })

  it('that a key should be replaced, before the day and once after it', async () => {
    await set(`rotate_by = now() + interval '2 days'`)
    await run()
    expect(mailbox.mails[0]?.text).toContain('should be replaced by')
    await set(`rotate_by = now() - interval '2 days'`)
    await run()
    await run()
    expect(subjects()).toEqual(['“Reports” is due for a new key', '“Reports” is due for a new key'])
  })

  it('a refusal once, and the next one again when the first was mended', async () => {
    await set(`status = 'error', status_reason = 'credential_rejected'`)
    await run()
    await run()
    expect(subjects()).toEqual(['“Reports” no longer works'])
    await set(`status = 'active', status_reason = null`)
    await run()
    await set(`status = 'error', status_reason = 'reauth_required'`)
    await run()
    expect(subjects()).toEqual(['“Reports” no longer works', '“Reports” no longer works'])
    expect(mailbox.mails[0]?.text).toContain('Globex no longer accepts the credential of “Reports”')
    expect(mailbox.mails[0]?.link).toBe('http://localhost:3000/settings/integrations')
  })

  it.each([
    ['deactivated', `status = 'inactive', expires_at = now() + interval '1 day'`],
    ['cut off', `blocked_by = 'platform', status = 'error'`],
    ['in the trash', `deleted_at = now(), status = 'error'`],
  ])('nothing of one that is %s', async (_how, columns) => {
    await set(columns)
    await run()
    expect(subjects()).toEqual([])
    await set(`blocked_by = null, deleted_at = null, status = 'active', expires_at = null`)
  })
})

describe('who is told', () => {
  it('whoever owns it, in their language', async () => {
    await stage.sql(`update users set language = 'de' where id = $1`, [account.people.owner.id])
    await set(`status = 'error'`)
    await run()
    expect(mailbox.mails.map(({ to, subject }) => ({ to, subject }))).toEqual([{ to: await emailOf(account.people.owner), subject: '„Reports“ funktioniert nicht mehr' }])
  })

  it('the owners and admins, where its owner may no longer change things; nobody, where it is private', async () => {
    const mine = await stage.connected({ account, as: account.people.member, body: { displayName: 'Mine' } })
    const secret = await stage.connected({ account, as: account.people.member, body: { displayName: 'Secret', visibility: 'private' } })
    await stage.sql(`update memberships set role = 'viewer' where account_id = $1 and user_id = $2`, [account.id, account.people.member.id])
    for (const one of [mine.id, secret.id]) await set(`status = 'error'`, one)
    await run()
    expect(mailbox.mails.map(({ to, subject }) => `${to} ${subject}`).toSorted()).toEqual([`${await emailOf(account.people.admin)} “Mine” no longer works`, `${await emailOf(account.people.owner)} “Mine” no longer works`].toSorted())
  })

  it('one mail for all that one person is to hear, the worst first', async () => {
    const second = await stage.connected({ account, body: { displayName: 'Second' } })
    await set(`expires_at = now() + interval '3 days'`)
    await set(`status = 'error'`, second.id)
    await run()
    expect(subjects()).toEqual(['2 connections need attention'])
    const text = mailbox.mails[0]?.text ?? ''
    expect(text.indexOf('“Second”')).toBeLessThan(text.indexOf('“Reports”'))
  })
})

describe('once', () => {
  it('also by several workers at the same time', async () => {
    await set(`status = 'error'`)
    await Promise.all([run(), run(), run(), run()])
    expect(subjects()).toEqual(['“Reports” no longer works'])
  })

  it('and later, where the mail server was away', async () => {
    mailbox.turn('refuse')
    await set(`status = 'error'`)
    expect(await run()).toEqual({ sent: 0, failed: 1 })
    mailbox.turn('take')
    expect(await run()).toEqual({ sent: 0, failed: 0 })
    await stage.sql(`update patchbay.notices set claimed_at = claimed_at - interval '15 minutes' where connection = $1`, [id])
    expect(await run()).toEqual({ sent: 1, failed: 0 })
  })

  it('by names that make no links and no lines', async () => {
    await set(`status = 'error', display_name = 'x https://evil.example/' || chr(10) || 'Bcc: a@b.example'`)
    await run()
    const [mail] = mailbox.mails
    expect([mail?.text.includes('evil.example/'), mail?.headers.includes('\nBcc'), mailbox.mails.length]).toEqual([false, false, 1])
    await set(`display_name = $2`.replace('$2', `'n${randomBytes(4).toString('hex')}'`))
  })
})
