import { importPKCS8 } from 'jose'
import { ClientSecretPost, type ClientAuth, modifyAssertion, None, PrivateKeyJwt } from 'oauth4webapi'
import type { OAuthFacts } from '../catalog/TokenBlocks.ts'
import { GrantFault } from './GrantFault.ts'
import type { OAuthClient } from './OAuthClient.ts'
import { readPrivateKey } from './readPrivateKey.ts'

type Question = { client: OAuthClient; clientAuth: OAuthFacts['clientAuth']; name: string; /** Whom a signed assertion is for. */ audience: string }

/**
 * How the client proves who it is at the token endpoint (RFC 6749 section 2.3, RFC 7523).
 * @throws GrantFault when the client lacks what the row's way needs
 */
export async function authenticateClient({ client, clientAuth, name, audience }: Question): Promise<ClientAuth> {
  if (clientAuth === 'none') return None()
  if (clientAuth === 'private_key_jwt') {
    const { key, algorithm } = readPrivateKey({ pem: client.privateKey, name, source: client.source })
    const imported = await importPKCS8(String(key.export({ type: 'pkcs8', format: 'pem' })), algorithm)
    return PrivateKeyJwt(imported, { [modifyAssertion]: (_header, payload) => void (payload.aud = audience) })
  }
  const { clientSecret } = client
  if (clientSecret === null) throw missingSecret({ name, source: client.source })
  return clientAuth === 'post' ? ClientSecretPost(clientSecret) : basic(clientSecret)
}

/**
 * The library's own also encodes `-`, `_` and `.`, which RFC 6749 appendix B leaves as they are and which services
 * that compare without decoding then do not know.
 */
const basic =
  (clientSecret: string): ClientAuth =>
  (_server, { client_id: clientId }, _body, headers) =>
    headers.set('authorization', `Basic ${Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`).toString('base64')}`)

const formEncoded = (text: string): string => new URLSearchParams({ _: text }).toString().slice(2)

const missingSecret = ({ name, source }: { name: string; source: OAuthClient['source'] }): GrantFault =>
  new GrantFault(source === 'platform' ? 'built_in_missing' : 'credential_missing', {
    kind: source === 'platform' ? 'configuration' : 'permanent',
    message: source === 'platform' ? `The platform’s client for ${name} has no secret.` : `This connection has no client secret for ${name}.`,
    hint: source === 'platform' ? 'A platform admin can save it again.' : 'Enter it again in Settings → Integrations.',
    wasSent: false,
  })
