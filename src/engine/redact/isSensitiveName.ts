/** Whole names (letters and digits only, lower case) that hold a secret; too short or too general to match as an ending. */
const wholeNames = new Set(['auth', 'pass', 'pwd', 'sig', 'jwt', 'bearer', 'pin', 'otp', 'passcode', 'creds', 'pem', 'dsn', 'xauth', 'authheader', 'plaintext', 'credentialpayload', 'samlresponse', 'codeverifier', 'deviceauthcode'])

const endings = [
  'password', 'passwd', 'passphrase', 'secret', 'secrets', 'passwords', 'token', 'authorization', 'cookie', 'cookies', 'setcookie', 'credential', 'credentials', 'signature', 'assertion', 'sessionid', 'securitytoken',
  ...['api', 'access', 'private', 'secret', 'signing', 'encryption', 'master', 'service', 'auth', 'admin', 'account', 'shared', 'subscription', 'license', 'client', 'security', 'ssh', 'storage', 'hmac', 'kek', 'data'].flatMap((kind) => [`${kind}key`, `${kind}keys`]),
  ...['access', 'refresh', 'auth', 'api', 'bearer', 'id'].map((kind) => `${kind}tokens`),
]

/** Words that end a name without changing what it holds: `passwordConfirm`, `tokenHash`, `apiKey2`, `client_secret_value`. */
const trailing = /(?:value|hash|text|plain|raw|old|new|current|previous|next|confirm|confirmation|repeat|base64|b64|hex|pem|string|primary|secondary|json|v?\d{1,4})$/

/** Where a page of a list goes on: worth having in a log, opens nothing. */
const paginationToken = /(?:page|next|continuation|cursor|sync)token$/

/**
 * Says whether a field, header or variable of this name holds a secret. Case and separators do not matter.
 * Counts (`max_tokens`, `tokensUsed`, `tokenCount`), masks (`maskedCredential`), ids, types and addresses
 * (`token_type`, `tokenUrl`, `accessKeyId`) are not secrets. Client-safe.
 */
export function isSensitiveName(name: string): boolean {
  // Only the end decides; the bound keeps this cheap for absurd names.
  let bare = name.slice(-120).toLowerCase().replace(/[^a-z0-9]/g, '')
  if (bare.startsWith('masked') || paginationToken.test(bare)) return false
  for (let turn = 0; turn < 3; turn += 1) {
    if (wholeNames.has(bare) || endings.some((ending) => bare.endsWith(ending))) return true
    bare = bare.replace(trailing, '')
  }
  return false
}

/** Names under which even a number is the secret itself. */
export const isNumericSecretName = (name: string): boolean => /(?:password|passwd|passphrase|secret|pin|otp|passcode|pwd|pass)$/i.test(name)
