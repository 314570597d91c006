import type { ClientField } from './clientFields.ts'
import type { ProviderField } from './CompiledProvider.ts'

/** What the panel asks for when a built-in credential is made or replaced. Client-safe: types only. */
export type BuiltInForm = {
  providers: { key: string; name: string }[]
  provider: {
    key: string
    name: string
    baseUrl: string | null
    helpUrl: string | null
    helpText: string | null
    methods: { key: string; label: string; fields: ProviderField[]; hasTest: boolean }[]
    /** The methods that use a client of the platform's, and what it consists of. */
    clientMethods: { key: string; label: string; fields: ClientField[] }[]
  } | null
}

/** Of a built-in credential through tenant doors, in UTC. */
export type BuiltInUsage = { calls: number; accounts: number; full: number }
