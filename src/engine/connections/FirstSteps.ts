export type AccountStep = 'account' | 'connect' | 'test' | 'call' | 'invite'
export type PlatformStep = 'admin' | 'vault' | 'catalog' | 'tenant' | 'firstConnection' | 'firstCall' | 'builtIn'

/** A checklist whose steps tick themselves; `key` is the preference that hides it. Client-safe. */
export type FirstSteps = { key: string; kind: 'account' | 'platform'; steps: { name: AccountStep | PlatformStep; isDone: boolean }[] }
