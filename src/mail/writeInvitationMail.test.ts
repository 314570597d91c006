import { expect, it } from 'vitest'
import { writeInvitationMail } from './writeInvitationMail.ts'

it('holds one link, its own, whatever the account and the inviter are called', () => {
  const names = ['Locked: https://evil.example/login', 'www.evil.example', 'evil.example/now', 'ann@evil.example']
  for (const [index, account] of names.entries()) {
    const { text, html, subject } = writeInvitationMail({ language: 'en', inviter: names.at(index - 1) ?? '', account, role: 'member', url: 'https://patchbay.example/invitations#t', expiresAt: new Date() })
    for (const one of [text, html.replace(/<title>.*<\/title>/, '')]) expect(one).not.toMatch(/evil\.e|www\.e|ann@e|https?:\/\/(?!patchbay)/)
    expect(subject).toBe(`Join ${account} on Patchbay`)
  }
})
