import { redactText } from '../redact/redactText.ts'

/** Text somebody else wrote, made fit to store and show. Redacted before it is cut, or half a secret would be left unrecognised. */
export function tidyForeignText({ text, secrets, maxLength }: { text: string; secrets: string[]; maxLength: number }): string {
  const line = redactText(text.toWellFormed(), secrets)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  return line.length > maxLength ? `${line.slice(0, maxLength - 1).toWellFormed()}…` : line
}
