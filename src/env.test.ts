import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'

/** The variables about mail; what the others refuse is shown where it matters. */

const about = { PATCHBAY_SMTP_URL: '', PATCHBAY_MAIL_FROM: '', PATCHBAY_PRINT_MAIL: '', PATCHBAY_PUBLIC_URL: '' }

const read = async (given: Partial<typeof about>) => {
  vi.resetModules()
  const whole = { DATABASE_URL: 'postgres://localhost/x', PAYLOAD_SECRET: randomBytes(32).toString('hex'), PATCHBAY_ENCRYPTION_KEY: randomBytes(32).toString('base64'), NODE_ENV: 'production', ...about, ...given }
  for (const [name, value] of Object.entries(whole)) vi.stubEnv(name, value)
  return (await import('./env.ts')).readEnv()
}

afterEach(() => vi.unstubAllEnvs())

const smtp = { PATCHBAY_SMTP_URL: 'smtps://user:w0rd@smtp.example.com' }

describe('readEnv', () => {
  it('takes a mail server with its sender, and none at all', async () => {
    for (const from of ['a@example.com', 'Patchbay <a@example.com>', 'Büro Süd <a@example.com>']) expect((await read({ ...smtp, PATCHBAY_MAIL_FROM: from })).PATCHBAY_MAIL_FROM).toBe(from)
    expect((await read({})).PATCHBAY_SMTP_URL).toBeUndefined()
  })

  it.each([
    ['PATCHBAY_SMTP_URL', { PATCHBAY_SMTP_URL: 'https://smtp.example.com', PATCHBAY_MAIL_FROM: 'a@example.com' }],
    ['PATCHBAY_MAIL_FROM', smtp],
    ['PATCHBAY_MAIL_FROM', { ...smtp, PATCHBAY_MAIL_FROM: 'nobody' }],
    ['PATCHBAY_MAIL_FROM', { ...smtp, PATCHBAY_MAIL_FROM: 'A <a@example.com>\r\nBcc: b@example.com' }],
    ['PATCHBAY_MAIL_FROM', { ...smtp, PATCHBAY_MAIL_FROM: 'A <a@example.com>, B <b@example.com>' }],
    ['PATCHBAY_PRINT_MAIL', { PATCHBAY_PRINT_MAIL: 'true', PATCHBAY_PUBLIC_URL: 'https://integrations.example.com' }],
  ])('refuses with %s by name, and without the value: %j', async (variable, given) => {
    await expect(read(given)).rejects.toThrow(new RegExp(`^${variable} (is|would) .*\\. \\S`))
    await expect(read(given)).rejects.not.toThrow(/w0rd|Bcc/)
  })

  it('prints mails on one’s own machine', async () => {
    expect((await read({ PATCHBAY_PRINT_MAIL: 'true', PATCHBAY_PUBLIC_URL: 'http://localhost:3000' })).PATCHBAY_PRINT_MAIL).toBe(true)
  })
})
