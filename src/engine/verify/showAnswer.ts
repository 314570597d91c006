import type { CompiledAuthMethod, CredentialValues } from '../catalog/CompiledProvider.ts'
import { dots, type ShownAnswer } from '../catalog/DryRunReport.ts'
import { isSensitiveName } from '../redact/isSensitiveName.ts'
import { decodeText } from './decodeText.ts'
import type { TestAnswer } from './explainTest.ts'
import { hideSecrets } from './hideSecrets.ts'
import { parseJson } from './parseJson.ts'

const maxLength = 4_000
const maxHeaders = 40

type Question = { method: CompiledAuthMethod; values: CredentialValues; answer: TestAnswer }

/** What came back, for whoever writes the row to find names and pointers in: redacted, then cut. */
export function showAnswer({ method, values, answer: { status, headers, body } }: Question): ShownAnswer {
  const hide = hideSecrets({ method, values })
  const contentEncoding = headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1] ?? null
  const text = decodeText({ body, contentEncoding, maxBytes: 1_048_576 }) ?? ''
  const shown = hide(printable(laidOut(text)))
  return {
    status,
    headers: headers.slice(0, maxHeaders).map(([name, value]) => ({ name: hide(name), value: isSensitiveName(name) ? dots : hide(value).slice(0, 500) })),
    body: shown.slice(0, maxLength).toWellFormed(),
    isCut: shown.length > maxLength,
  }
}

/** JSON written anew: one spelling for each letter, and lines to read. */
function laidOut(text: string): string {
  const document = parseJson(text)
  if (document === undefined) return text
  try {
    return JSON.stringify(document, null, 2)
  } catch {
    // Nested too deep to be written: as it came.
    return text
  }
}

const printable = (text: string): string => text.replace(/[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd')
