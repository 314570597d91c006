import type { CompiledAuthMethod, CredentialValues } from '../catalog/CompiledProvider.ts'
import { dots } from '../catalog/DryRunReport.ts'
import { createRedactor } from '../redact/createRedactor.ts'
import { knownSecrets } from './knownSecrets.ts'

const marker = '[redacted]'

/** Puts dots in place of a credential's secrets, in any encoding, and of whatever else looks like one. */
export function hideSecrets({ method, values }: { method: CompiledAuthMethod; values: CredentialValues }): (text: string) => string {
  const secrets = knownSecrets({ method, values })
  const redact = createRedactor(secrets)
  const short = shortForms(secrets)
  return (text) => short.reduce((shown, form) => shown.replaceAll(form, dots), redact(unescaped(text.toWellFormed())).replaceAll(marker, dots))
}

/**
 * Logs leave short secrets alone where they touch other letters, or every second word would be gone. What is shown here
 * is read by one person for a minute: a word too few does no harm.
 */
function shortForms(secrets: string[]): string[] {
  const short = secrets.map((secret) => secret.trim()).filter(({ length }) => length >= 3 && length < 6)
  const forms = short.flatMap((secret) => {
    const bytes = Buffer.from(secret)
    return [secret, encodeURIComponent(secret), bytes.toString('hex'), bytes.toString('hex').toUpperCase(), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')]
  })
  return [...new Set(forms)].filter((form) => !dots.includes(form))
}

const escapes = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?|\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|u\{([0-9a-f]{1,6})\})/gi

/** A text may spell any letter as an escape of HTML or of JavaScript; written out, a secret is found however it was spelled. */
const unescaped = (text: string): string =>
  text.replace(escapes, (whole: string, hex: string | undefined, decimal: string | undefined, ...others: (string | undefined)[]) => {
    const digits = hex ?? others.slice(0, 3).find((one) => one !== undefined)
    const code = decimal === undefined ? Number.parseInt(digits ?? '', 16) : Number(decimal)
    return code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole
  })
