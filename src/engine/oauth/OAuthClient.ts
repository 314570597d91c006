/**
 * Who asks for a token: the platform's client (or app), or one the account brought. For a `github_app` the id is the
 * app's and the key its PEM.
 */
export type OAuthClient = { clientId: string; clientSecret: string | null; privateKey: string | null; source: 'platform' | 'account' }
