import type { ConnectionStatus } from '../ports.ts'
import type { AuthMethodType, ProviderField, ProviderStatus } from './CompiledProvider.ts'

/** A provider as pages show it. Client-safe: types only. */
export type ProviderLogo =
  | { kind: 'icon'; slug: string; hex: string; monogram: Monogram }
  | { kind: 'image'; url: string; urlDark: string | null; monogram: Monogram }
  | { kind: 'monogram'; monogram: Monogram }

/** What stands where a picture is missing or cannot be loaded. */
export type Monogram = { text: string; hue: number }

export type ProviderCard = {
  key: string
  name: string
  category: string
  description: string
  keywords: string[]
  logo: ProviderLogo
  status: ProviderStatus
  /** Place among the featured ones, 0 first; null for the others. */
  featured: number | null
  /** Place by age, 0 is the newest. */
  newest: number
  signIn: ('key' | 'oauth')[]
  /** The account's own connections of this provider that the viewer may see. */
  connections: CardConnection[]
}

export type CardConnection = { status: ConnectionStatus; lastUsedAt: string | null }

/** A connection on the provider's own page. `owner` null: somebody who is no longer here. */
export type DetailConnection = CardConnection & { id: string; displayName: string; owner: { id: string; name: string } | null; isPrivate: boolean; /** `oauth-user`: somebody signs in at the provider for it. */ mode: 'service' | 'oauth-user'; createdAt: string }

export type ProviderDetail = Omit<ProviderCard, 'connections' | 'featured' | 'newest'> & {
  connections: DetailConnection[]
  replacedBy: string | null
  /** When the row was last changed. */
  changedAt: string
  statusUrl: string | null
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
    /** What the key must be allowed to do, in the provider's own words. */
    scopes: string[]
    hasTest: boolean
    /** It gets new access tokens without a person. */
    isRenewable: boolean
    /** A person signs in at the provider for it; else its fields are all it takes. */
    asksPerson: boolean
    /** False where the platform's own client is needed and there is none on this installation. */
    isReady: boolean
  }[]
  isAi: boolean
}
