import { pipeline, type Readable, Transform } from 'node:stream'
import { echoedForms } from './echoedForms.ts'

/**
 * Takes the credential out of an answer's body as it streams by, also where it is cut into two chunks; of the stream no
 * more is held back than the longest form it can have. For bytes that are not compressed.
 */
export function scrubBody({ body, secrets }: { body: Readable; secrets: string[] }): Readable {
  // One character a byte, so that bytes that are no text pass through as they are.
  const forms = echoedForms(secrets)
  const keep = Math.max(0, ...forms.map((form) => form.length - 1))
  if (keep === 0) return body
  const scrub = (text: string): string => forms.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, '[redacted]') : rest), text)
  let held = ''
  const scrubbed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = scrub(held + chunk.toString('latin1'))
      const passed = Math.max(0, text.length - keep)
      held = text.slice(passed)
      done(null, passed === 0 ? undefined : Buffer.from(text.slice(0, passed), 'latin1'))
    },
    flush(done) {
      done(null, Buffer.from(held, 'latin1'))
    },
  })
  // Whoever ends one of the two ends the other; a fault shows at the one that is read.
  pipeline(body, scrubbed, () => undefined)
  return scrubbed
}
