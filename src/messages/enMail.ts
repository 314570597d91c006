/** Mails: one pair of files a language, read by src/mail. Names of people and accounts come in as they were typed. */
export const enMail = {
  greeting: 'Hello,',
  cannotClick: 'If the button does not work, copy this address into your browser:',
  invitation: {
    subject: (account: string) => `Join ${account} on Patchbay`,
    text: ({ inviter, account, role }: { inviter: string; account: string; role: string }) => `${inviter} invites you to ${account} on Patchbay, as ${role}. Patchbay keeps the keys of the services that ${account} uses.`,
    verb: 'See the invitation',
    ends: (day: string) => `The link works once, until ${day}.`,
    ignore: 'If you do not know who this is, ignore this mail. Nothing happens then.',
    roles: { owner: 'an owner', admin: 'an admin', member: 'a member', viewer: 'a viewer' } as Record<string, string>,
  },
  reset: {
    subject: 'Set a new password for Patchbay',
    text: 'Somebody, most likely you, asked for a new password for this address on Patchbay.',
    verb: 'Set a new password',
    ends: 'The link works once, for one hour. Setting a password signs you out everywhere.',
    ignore: 'If it was not you, ignore this mail. Your password stays as it is.',
  },
  changed: {
    subject: 'Your Patchbay password was changed',
    text: 'The password for this address on Patchbay was changed a moment ago, and everybody who was signed in with the old one was signed out.',
    verb: 'Set another password',
    ignore: 'If it was you, there is nothing to do. If it was not, set another password now and tell an owner of your account.',
  },
  moved: {
    subject: 'You sign in to Patchbay with another address now',
    text: 'Whoever signed in with this address, and knows its password, has named another one a moment ago. This address no longer signs in.',
    verb: 'Go to the sign-in',
    ignore: 'If it was you, there is nothing to do. If it was not, tell an owner of your account now: they can remove the member.',
  },
  notices: {
    subject: { error: (name: string) => `“${name}” no longer works`, ended: (name: string) => `“${name}” has expired`, ends: (name: string) => `“${name}” expires soon`, rotate: (name: string) => `“${name}” is due for a new key` },
    several: (n: number) => `${n} connections need attention`,
    error: ({ name, provider, account }: NoticeWords) => `${provider} no longer accepts the credential of “${name}” (${account}). Whatever uses it gets an error until it is replaced or reconnected.`,
    ended: ({ name, provider, account, day }: NoticeWords) => `“${name}” (${provider}, ${account}) expired on ${day}. Whatever uses it gets an error until it is replaced or reconnected.`,
    ends: ({ name, provider, account, day }: NoticeWords) => `“${name}” (${provider}, ${account}) expires on ${day}. Replace or reconnect it before then, and nothing stops.`,
    rotate: ({ name, provider, account, day }: NoticeWords) => `The key of “${name}” (${provider}, ${account}) should be replaced by ${day}. It goes on working after that.`,
    more: (n: number) => `And ${n} more.`,
    verb: 'See the connections',
    why: 'You get this mail because these connections are yours to look after. It is sent once.',
  },
}

/** `day`: when it ends or should be replaced, in words. */
type NoticeWords = { name: string; provider: string; account: string; day: string }

export type MailWords = typeof enMail
