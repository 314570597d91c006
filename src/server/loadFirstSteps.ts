import { mayManage } from '#src/engine/connections/mayChange.ts'
import type { FirstSteps } from '#src/engine/connections/FirstSteps.ts'
import { runtime } from './runtime.ts'
import { readAccountFacts, readHidden, readPlatformFacts } from './stores/readFirstSteps.ts'

type Question = { user: string; isPlatformAdmin: boolean; account: { id: string; role: string } | null }

/**
 * The checklists somebody still has before them: the account's for its owners and admins, the platform's for platform
 * admins. One that is done or was hidden is not there.
 */
export async function loadFirstSteps({ user, isPlatformAdmin, account }: Question): Promise<FirstSteps[]> {
  const { pool } = runtime()
  const ofAccount = account !== null && mayManage(account.role) ? { key: `first-steps-${account.id}`, id: account.id } : null
  const ofPlatform = isPlatformAdmin ? 'first-steps-platform' : null
  const keys = [ofAccount?.key, ofPlatform].filter((key): key is string => typeof key === 'string')
  if (keys.length === 0) return []
  const hidden = await readHidden({ pool, user, keys })
  const lists = await Promise.all([
    ofPlatform !== null && !hidden.has(ofPlatform) ? platformSteps(ofPlatform) : null,
    ofAccount !== null && !hidden.has(ofAccount.key) ? accountSteps({ key: ofAccount.key, account: ofAccount.id }) : null,
  ])
  return lists.filter((list): list is FirstSteps => list !== null && list.steps.some((step) => !step.isDone))
}

async function accountSteps({ key, account }: { key: string; account: string }): Promise<FirstSteps> {
  const facts = await readAccountFacts({ pool: runtime().pool, account })
  return {
    key,
    kind: 'account',
    steps: [
      // Whoever reads this is in it.
      { name: 'account', isDone: true },
      { name: 'connect', isDone: facts.has_connection },
      { name: 'test', isDone: facts.has_tested },
      { name: 'call', isDone: facts.has_called },
      { name: 'invite', isDone: facts.has_colleague },
    ],
  }
}

async function platformSteps(key: string): Promise<FirstSteps> {
  const facts = await readPlatformFacts({ pool: runtime().pool })
  return {
    key,
    kind: 'platform',
    steps: [
      // Whoever reads this is one.
      { name: 'admin', isDone: true },
      // Nothing serves before a stored value was opened (checkVault).
      { name: 'vault', isDone: true },
      { name: 'catalog', isDone: facts.has_provider },
      { name: 'tenant', isDone: facts.has_account },
      { name: 'firstConnection', isDone: facts.has_connection },
      { name: 'firstCall', isDone: facts.has_called },
      { name: 'builtIn', isDone: facts.has_built_in },
    ],
  }
}
