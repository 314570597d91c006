import type { ConnectionStatus } from '../ports.ts'
import type { AuthMethodType, ProviderField, ProviderStatus } from './CompiledProvider.ts'

/** A provider as pages show it. Client-safe: types only. */
export type ProviderLogo =
  | { kind: 'icon'; path: string; hex: string }
  | { kind: 'image'; url: string; urlDark: string | null }
  | { kind: 'monogram'; text: string; hue: number }

export type ProviderCard = {
  key: string
  name: string
  category: string
  description: string
  keywords: string[]
  logo: ProviderLogo
  status: ProviderStatus
  replacedBy: string | null
  featured: number | null
  signIn: ('key' | 'oauth')[]
  /** The account's own connections of this provider that the viewer may see. */
  connections: { id: string; displayName: string; status: ConnectionStatus; lastUsedAt: string | null }[]
}

export type ProviderDetail = ProviderCard & {
  website: string | null
  docsUrl: string | null
  manageUrl: string | null
  helpUrl: string | null
  helpText: string | null
  /** See `revisionOf`; sent back with what a form made of this saves. */
  revision: string
  hosts: string[]
  authMethods: {
    key: string
    type: AuthMethodType
    label: string
    fields: ProviderField[]
    /** Where the credential goes, for "What Patchbay sends". */
    sends: { in: 'header' | 'query' | 'cookie' | 'body' | 'path'; name: string | null }[]
    hasTest: boolean
  }[]
  isAi: boolean
}
