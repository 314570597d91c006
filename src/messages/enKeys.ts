/** "How keys are kept": part of `en`. */
export const enKeys = {
  title: 'How keys are kept',
  lead: 'What happens to a key after you paste it, in plain words.',
  points: [
    { title: 'Encrypted before it is stored', text: 'A key is sealed with AES-256-GCM under a data key that belongs to your account alone. The database, its copies and its backups hold the sealed form only.' },
    { title: 'Never shown again', text: 'No page, no answer of the API and no export gives a key back, to you, to us or to a platform admin. You see a mask such as sk-…AbCd; to change a key you replace it.' },
    { title: 'Sent only where you agreed', text: 'The hosts that a provider named when you connected are bound to the sealed key. When a provider later names another host, an owner or admin of your account is asked first.' },
    { title: 'Used by your account only', text: 'Private connections serve only the person who made them, shared ones the members of the account. Other accounts cannot see, use or count them.' },
    { title: 'Every use leaves a trace', text: 'Changes, refusals and hand-overs to server code are events that your account reads under Activity. No event holds a key.' },
    { title: 'Destroyed at once', text: 'Deleting or revoking a connection destroys its key immediately; deleting the account destroys the data key that everything was sealed with. A key that also exists at the provider is withdrawn there too where the provider offers that, else you are shown where to do it.' },
  ],
  back: 'Go to the Marketplace',
}
