/** The first-run checklists, part of `en`. */
export const enFirstSteps = {
  title: 'First steps',
  platformTitle: 'First steps of the platform',
  progress: (done: number, of: number) => `${done} of ${of} done`,
  done: 'Done:',
  open: 'To do:',
  hide: 'Hide',
  hideThis: (title: string) => `Hide: ${title}`,
  steps: {
    account: (name: string) => `You are in the account ${name}`,
    connect: 'Connect a first service',
    test: 'See its key pass a test',
    call: 'Make a first call with it',
    invite: 'Bring in a colleague',
    vault: 'The encryption key is loaded',
    catalog: 'Offer a provider in the Marketplace',
    builtIn: 'Offer a built-in key',
    tenant: 'Make an account for a first tenant',
  },
  verbs: { connect: 'Browse integrations', test: 'Test it', call: 'See the code', invite: 'Invite', catalog: 'Add a provider', builtIn: 'Add a key', tenant: 'Make an account' } as Record<string, string>,
}
