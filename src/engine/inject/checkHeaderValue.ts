import { PatchbayError } from '../errors.ts'

/** RFC 9110 section 5.5 without obs-text beyond Latin-1, which Node cannot send, and without edge space, which receivers strip. */
const allowed = /^[\x21-\x7e\x80-\xff](?:[\x20-\x7e\x80-\xff\t]*[\x21-\x7e\x80-\xff])?$/

/** Gives the value back, or refuses one that could end the header line or would arrive changed. */
export function checkHeaderValue({ name, value }: { name: string; value: string }): string {
  if (allowed.test(value)) return value
  throw new PatchbayError('validation_failed', {
    message: `The credential cannot be sent in the header ${name}: it is empty, or holds a line break, a control character, a letter outside Latin-1, or space at an end.`,
    hint: 'Copy the key again from the provider and replace it.',
  })
}
