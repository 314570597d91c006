/** Shorter ones would be found by chance in lengths and dates. */
const minLength = 6

/** The ways a service may echo a credential in its answer, the longest first (logs are judged more widely: redact/secretForms): as it is, in base64, in JSON of any writer, percent-encoded, and percent-encoded but for the colon (as in paths). A character stands for a byte, as in headers: what is beyond ASCII comes in UTF-8 or in Latin-1. */
export const echoedForms = (secrets: string[]): string[] =>
  [...new Set(secrets.filter((one) => one.length >= minLength).flatMap(formsOf).flatMap(asInJson).flatMap(asBytes))].sort((a, b) => b.length - a.length)

/** Some writers of JSON put a backslash before each slash, and some spell by its number what has a meaning in HTML, and the plus sign, or all that is beyond ASCII. */
function asInJson(form: string): string[] {
  if (!/[/+&<>']|[^\0-\x7f]/.test(form)) return [form]
  return [form, spell(form, /[^\0-\x7f]/g)].flatMap((one) => [one, one.replaceAll('/', '\\/'), spell(one, /[+&<>']/g)]).flatMap((one) => [one, one.replace(/\\u[0-9a-f]{4}/g, (unit) => `\\u${unit.slice(2).toUpperCase()}`)])
}

const spell = (text: string, signs: RegExp): string => text.replace(signs, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)

function asBytes(form: string): string[] {
  if (!/[^\0-\x7f]/.test(form)) return [form]
  const inUtf8 = Buffer.from(form, 'utf8').toString('latin1')
  return /[^\0-\xff]/.test(form) ? [inUtf8] : [inUtf8, form]
}

/** No form is shorter than the secret it was made of; Infinity when none is looked for. */
export const shortestForm = (secrets: string[]): number => secrets.reduce((shortest, { length }) => (length >= minLength && length < shortest ? length : shortest), Infinity)

function formsOf(secret: string): string[] {
  const base64 = [Buffer.from(secret, 'utf8').toString('base64'), Buffer.from(secret, 'utf8').toString('base64url')]
  if (!/[^A-Za-z0-9_.~-]/.test(secret)) return [secret, ...base64]
  const encoded = encodeURIComponent(secret.toWellFormed())
  return [secret, ...base64, JSON.stringify(secret).slice(1, -1), encoded, encoded.replaceAll('%3A', ':'), encoded.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())]
}
