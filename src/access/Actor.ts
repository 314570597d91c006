export type Role = 'owner' | 'admin' | 'member' | 'viewer'
export type TokenScope = 'read' | 'connect' | 'use' | 'manage'

/** Who is asking, worked out once a request. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'user'; id: string; label: string; isPlatformAdmin: boolean; roles: ReadonlyMap<string, Role> }
  | {
      kind: 'token'
      id: string
      label: string
      account: string | null
      /** Said by its row; a token without an account alone is nobody's. */
      isPlatform: boolean
      scopes: ReadonlySet<TokenScope>
      /** Whose removal ends it, and what it makes. */
      createdBy: string | null
      expiresAt: Date | null
    }

/**
 * What one may do in an account, coarse enough for a table:
 * see (masked connections, status, audit) · connect (make and change own connections) · use (send calls) ·
 * manage (everybody's connections, routing policies, members, tokens, host consent) · own (delete or hand over the account).
 */
export type Ability = 'see' | 'connect' | 'use' | 'manage' | 'own'

export const tokenScopes: readonly TokenScope[] = ['read', 'connect', 'use', 'manage']
