const count = (n: number, one: string, many: string): string => `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`

/** Settings → Members, part of `en`. */
export const enMembers = {
  title: 'Members',
  lead: (account: string) => `Who belongs to ${account}, and what they may do.`,
  invite: 'Invite somebody',
  you: 'you',
  whoCan: 'Owners and admins of the account invite and remove people. Ask one of them.',
  columns: { person: 'Person', role: 'Role', since: 'Member since', seen: 'Last active', actions: 'What to do' },
  neverSeen: 'Not yet',
  roleMeans: {
    owner: 'Everything, and deletes or hands over the account.',
    admin: 'Invites people, manages every connection and API token.',
    member: 'Connects services and uses them.',
    viewer: 'Sees everything shared, and changes nothing.',
  } as Record<string, string>,
  more: (name: string) => `More for ${name}`,
  verbs: { role: 'Change role', remove: 'Remove', leave: 'Leave the account', handOver: 'Hand over ownership' },
  gone: 'You no longer belong to this account, or this person is gone. The page shows how things are now.',

  inviteDialog: {
    title: 'Invite somebody',
    email: 'Email',
    role: 'Role',
    send: 'Send invitation',
    sending: 'Sending…',
    empty: 'Write the address the invitation goes to.',
    wrong: 'This does not look like an email address, such as name@example.com.',
    hint: 'They get a link that works once, for seven days.',
    noMail: 'No mail is sent from this installation. You get a link to pass on yourself.',
    tooMany: 'That were many invitations in one hour. Wait a while, then go on.',
  },
  invited: {
    sent: (email: string) => `An invitation is on its way to ${email}.`,
    failed: (email: string) => `${email} is invited, but the mail could not be sent. Send it again in a while.`,
    linkTitle: 'Pass this link on',
    linkText: (email: string) => `No mail is sent from here. Give this link to ${email}, by a way that only they read. It is shown now and never again, works once, and lets in whoever opens it.`,
    link: 'Invitation link',
  },

  pending: {
    title: 'Invited, not here yet',
    by: (name: string) => `by ${name}`,
    ends: 'Ends',
    ended: 'Ended',
    resend: 'Send again',
    withdraw: 'Withdraw',
    resendTo: (email: string) => `Send again to ${email}`,
    withdrawOf: (email: string) => `Withdraw the invitation of ${email}`,
    withdrawn: (email: string) => `The invitation of ${email} no longer works.`,
  },

  roleDialog: {
    title: (name: string) => `Role of ${name}`,
    save: 'Save',
    saved: (name: string, role: string) => `${name} is now: ${role}.`,
    losesTokens: 'The API tokens they made, and the invitations they sent, end.',
    ownersOnly: 'Only owners make or unmake owners.',
  },

  removeDialog: {
    title: (name: string) => `Remove ${name}?`,
    leaveTitle: 'Leave the account?',
    text: 'They lose access at once.',
    leaveText: 'You lose access at once. An owner or admin can invite you again.',
    loading: 'Looking up what they have here…',
    unknown: 'What they have here could not be looked up. Try again in a moment.',
    nothing: 'Nothing of theirs is connected here.',
    private: (n: number) => `${count(n, 'private connection is', 'private connections are')} revoked and the key destroyed:`,
    shared: (n: number, heir: string) => `${count(n, 'shared connection goes on working and passes', 'shared connections go on working and pass')} to ${heir}:`,
    tokens: (n: number) => `${count(n, 'API token ends', 'API tokens end')}:`,
    invitations: (n: number) => `${count(n, 'invitation they sent is', 'invitations they sent are')} withdrawn.`,
    heir: 'New owner of the shared connections',
    confirm: 'Remove',
    leave: 'Leave',
    removed: (name: string) => `${name} no longer belongs to the account.`,
  },

  handOverDialog: {
    title: 'Hand over ownership',
    text: 'The person you choose becomes an owner, and you become an admin. Only an owner can undo that.',
    to: 'New owner',
    confirm: 'Hand over',
    done: (name: string) => `${name} owns the account now. You are an admin.`,
  },
}
