import { describe, expect, it } from 'vitest'
import { isSensitiveName } from './isSensitiveName.ts'
import { measureCpuMs } from '#tests/support/measureCpuMs.ts'

const sensitive = [
  'password', 'Password', 'PASSWORD', 'user_password', 'newPassword', 'password_confirmation', 'passwordHash', 'passwd', 'pwd', 'pass', 'passphrase', 'secret', 'clientSecret', 'client_secret', 'CLIENT-SECRET', 'secret2', 'webhookSecret', 'token',
  'accessToken', 'access_token', 'refresh-token', 'idToken', 'botToken', 'csrfToken', 'tokenValue', 'apiKey', 'api_key', 'API-KEY', 'apikey', 'x-api-key', 'xi-api-key', 'x-goog-api-key', 'Ocp-Apim-Subscription-Key', 'privateKey', 'private_key_pem',
  'secretAccessKey', 'accountKey', 'sharedAccessKey', 'encryptionKey', 'signing_key', 'OPENAI_API_KEY', 'PATCHBAY_ENCRYPTION_KEY', 'Authorization', 'proxy-authorization', 'auth', 'x-auth-token', 'PRIVATE-TOKEN', 'cookie', 'Set-Cookie', 'cookies',
  'credential', 'credentials', 'credentialPayload', 'signature', 'X-Amz-Signature', 'x-hub-signature-256', 'sig', 'jwt', 'client_assertion', 'code_verifier', 'sessionId', 'X-Amz-Security-Token', 'otp', 'pin', 'apiKeys', 'accessTokens', 'plaintext',
]
const plain = [
  'tokens_used', 'tokensUsed', 'maskedCredential', 'masked_api_key', 'tokenCount', 'max_tokens', 'maxTokens', 'prompt_tokens', 'total_tokens', 'tokens', 'token_type', 'tokenUrl', 'token_expires_at', 'tokenPath', 'key', 'keys', 'keyId', 'accessKeyId',
  'publicKey', 'publishableKey', 'provider_key', 'idempotencyKey', 'primaryKey', 'authMethod', 'authMethods', 'authFailure', 'author', 'authorizationUrl', 'passed', 'compass', 'bypass', 'pageToken', 'nextPageToken', 'next_token', 'secretary', 'hasSecret_field',
  'secretName', 'passwordHint', 'credentialFormat', 'credentialSource', 'cookieName', 'signatureScheme', 'name', 'email', 'id', 'url', 'status', 'monkey', 'keyboard', 'pinned', 'spin', 'sigma', 'design', 'code', 'state', 'scope', '', '-', 'vaultId',
]

describe('isSensitiveName', () => {
  it.each(sensitive)('%s holds a secret', (name) => {
    expect(isSensitiveName(name)).toBe(true)
  })
  it.each(plain)('%j does not', (name) => {
    expect(isSensitiveName(name)).toBe(false)
  })
  it('is quick with absurd names', () => {
    const costMs = measureCpuMs(() => {
      for (const name of ['a'.repeat(1_000_000), 'token'.repeat(200_000), '_'.repeat(1_000_000), 'value'.repeat(100_000)]) isSensitiveName(name)
    })
    expect(costMs).toBeLessThan(50)
  })
})
