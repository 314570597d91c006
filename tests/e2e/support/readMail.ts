import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'

/** As the app under test prints it: without a mail server, its terminal is the mailbox. */
export type PrintedMail = { subject: string; text: string; link: string }

/** The newest mail to somebody, once it has come; `past` are those that were read before. */
export async function readMail({ to, past = 0 }: { to: string; past?: number }): Promise<PrintedMail> {
  await expect(() => expect(listMails(to).length).toBeGreaterThan(past)).toPass({ timeout: 20_000 })
  return listMails(to).at(-1) as PrintedMail
}

/** Whole mails only: what no empty line follows yet is still on its way. */
function listMails(to: string): PrintedMail[] {
  return readFileSync(String(process.env['E2E_MAILS']), 'utf8')
    .split(/\n\n+/)
    .slice(0, -1)
    .map((part) => part.split('\n').filter((line) => line.startsWith('  |')).map((line) => line.slice(4)))
    .filter(([first]) => first === `Mail to ${to}`)
    .map((lines) => ({ subject: (lines[1] ?? '').replace('Subject: ', ''), text: lines.slice(3).join('\n'), link: /https?:\/\/\S+/.exec(lines.join('\n'))?.[0] ?? '' }))
}
