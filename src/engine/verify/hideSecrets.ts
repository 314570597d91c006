import type { CompiledAuthMethod, CredentialValues } from '../catalog/CompiledProvider.ts'
import { dots } from '../catalog/DryRunReport.ts'
import { createRedactor } from '../redact/createRedactor.ts'
import { knownSecrets } from './knownSecrets.ts'

const marker = '[redacted]'

/** Puts dots in place of a credential's secrets, in any encoding, and of whatever else looks like one. */
export function hideSecrets({ method, values }: { method: CompiledAuthMethod; values: CredentialValues }): (text: string) => string {
  const redact = createRedactor(knownSecrets({ method, values }))
  return (text) => redact(unescaped(text.toWellFormed())).replaceAll(marker, dots)
}

const escapes = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?|\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|u\{([0-9a-f]{1,6})\})/gi

/** A text may spell any letter as an escape of HTML or of JavaScript; written out, a secret is found however it was spelled. */
const unescaped = (text: string): string =>
  text.replace(escapes, (whole: string, hex: string | undefined, decimal: string | undefined, ...others: (string | undefined)[]) => {
    const digits = hex ?? others.slice(0, 3).find((one) => one !== undefined)
    const code = decimal === undefined ? Number.parseInt(digits ?? '', 16) : Number(decimal)
    return code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole
  })
