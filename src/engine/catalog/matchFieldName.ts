import type { ProviderField } from './CompiledProvider.ts'

type Question = { name: string; field: Pick<ProviderField, 'name' | 'label' | 'secret'>; provider: { key: string; name: string }; /** No other field of the method is secret. */ isOnlySecret: boolean }

/** Endings under which programs keep the one secret of a service. */
const secretEndings = ['key', 'token', 'secret', 'pat', 'password', 'apikey', 'accesskey', 'credential']

/**
 * How well the name of a variable fits a field, 0 = not at all: the field's own name or label, that behind the
 * provider's name (`RESEND_API_KEY`), that at the end of any name (`PROD_API_KEY`), or a usual ending
 * (`…_TOKEN`) where the field is the only secret. Client-safe.
 */
export function matchFieldName({ name, field, provider, isOnlySecret }: Question): number {
  const words = wordsOf(name)
  const given = words.join('')
  const own = [field.name, field.label].map((one) => wordsOf(one).join('')).filter((one) => one !== '')
  const brands = [provider.key, provider.name].map((one) => wordsOf(one).join(''))
  if (own.includes(given)) return 1_000
  if (own.some((one) => brands.some((brand) => given === brand + one))) return 900
  const isBranded = brands.some((brand) => brand !== '' && given.startsWith(brand))
  const endings = words.map((_word, index) => words.slice(index).join(''))
  const longest = Math.max(0, ...own.filter((one) => endings.includes(one)).map((one) => one.length))
  if (longest > 0) return (isBranded ? 500 : 300) + Math.min(longest, 99)
  const isUsual = isOnlySecret && field.secret && secretEndings.includes(words.at(-1) ?? '')
  return isUsual ? (isBranded ? 200 : 100) : 0
}

/** `fromEmail`, `FROM_EMAIL` and `From e-mail` come to the same few words. */
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
