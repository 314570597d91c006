/** What a good row has besides what every row must have; also the keys of a row's `gaps`. */
export const rowParts = ['logo', 'helpUrl', 'helpText', 'hint', 'pattern', 'example', 'test', 'identity', 'manageUrl', 'docsUrl', 'keywords', 'source'] as const

export type RowPart = (typeof rowParts)[number]

/** Without these a tenant is left alone with an empty field or a key nobody proved: a live row has them or says why not. */
export const neededParts: readonly RowPart[] = ['helpUrl', 'helpText', 'pattern', 'example', 'test']

export type RowLack = {
  part: RowPart
  /** Where it belongs, e.g. `authMethods.0.fields.1.pattern`. */
  path: string
  /** The row's own word on why it has none (its `gaps`); such a lack costs nothing. */
  reason: string | null
}

export type RowRating = {
  /** 0 to 100; 100 = nothing is missing without a reason. */
  score: number
  lacks: RowLack[]
}

/** Points out of 100. What tells a tenant where the key is and whether it works weighs most. */
const weights: Record<RowPart, number> = { logo: 10, helpUrl: 12, helpText: 10, hint: 8, pattern: 10, example: 10, test: 20, identity: 4, manageUrl: 5, docsUrl: 3, keywords: 3, source: 5 }

type Json = Record<string, unknown>

/**
 * Says how complete a row is and what it lacks, in the order of the form. Takes a row in any state (a half filled form
 * too) and never throws; whether the row is valid is `checkRow`'s to say. Client-safe.
 */
export function rateRow(row: unknown): RowRating {
  const source = isObject(row) ? row : {}
  const gaps = isObject(source.gaps) ? source.gaps : {}
  const missing = rowParts.flatMap((part) => missingPaths({ row: source, part }).map((path) => ({ part, path, reason: textAt(gaps, part) })))
  const asked = rowParts.filter((part) => isAsked({ row: source, part }) && !missing.some((lack) => lack.part === part && lack.reason !== null))
  const total = asked.reduce((sum, part) => sum + weights[part], 0)
  const lost = asked.filter((part) => missing.some((lack) => lack.part === part)).reduce((sum, part) => sum + weights[part], 0)
  // Rounded down: 100 is said of a row that lacks nothing.
  return { score: total === 0 ? 0 : Math.floor(((total - lost) / total) * 100), lacks: missing }
}

type Question = { row: Json; part: RowPart }

/** A way to sign in without pasting anything has no key to describe, and without a test nobody can be named. */
function isAsked({ row, part }: Question): boolean {
  if (part === 'hint' || part === 'pattern' || part === 'example') return methodsOf(row).length === 0 || secretFields(row).length > 0
  if (part === 'identity') return methodsOf(row).length === 0 || testsOf(row).some(({ test }) => test !== null)
  return true
}

function missingPaths({ row, part }: Question): string[] {
  if (!isAsked({ row, part })) return []
  if (part === 'hint' || part === 'pattern' || part === 'example') return missingInFields({ row, part })
  if (part === 'test') return missingTests(row)
  if (part === 'identity') return missingIdentity(row)
  if (part === 'logo') return has(row, 'logo') || has(row, 'logoSlug') ? [] : ['logo']
  return has(row, part) ? [] : [part]
}

/** Only of secrets: what a plain field wants is in its label, its format or its choices. */
function missingInFields({ row, part }: { row: Json; part: 'hint' | 'pattern' | 'example' }): string[] {
  if (methodsOf(row).length === 0) return ['authMethods']
  return secretFields(row).filter(({ field }) => !has(field, part) && !(part === 'pattern' && has(field, 'format'))).map(({ path }) => `${path}.${part}`)
}

function missingTests(row: Json): string[] {
  const tests = testsOf(row)
  if (tests.every(({ test }) => test === null)) return ['test']
  return tests.flatMap(({ test, path }) => (test === null ? [path] : []))
}

/** One word suffices: an endpoint that names nobody in one method may do so in another. */
const missingIdentity = (row: Json): string[] => (testsOf(row).some(({ test }) => test !== null && isObject(test.identity) && (has(test.identity, 'label') || has(test.identity, 'id'))) ? [] : ['test.identity'])

const isUsable = (test: unknown): test is Json => isObject(test) && has(test, 'path')

function testsOf(row: Json): { test: Json | null; path: string }[] {
  const shared = isUsable(row.test) ? row.test : null
  return methodsOf(row).map((method, index) => ({ test: isUsable(method.test) ? method.test : shared, path: `authMethods.${index}.test` }))
}

const secretFields = (row: Json): { field: Json; path: string }[] =>
  methodsOf(row).flatMap((method, index) =>
    objectsIn(method.fields).flatMap((field, place) => (field.secret === false || field.required === false ? [] : [{ field, path: `authMethods.${index}.fields.${place}` }])),
  )

const methodsOf = (row: Json): Json[] => objectsIn(row.authMethods)

const objectsIn = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const textAt = (value: Json, key: string): string | null => {
  const found = Object.hasOwn(value, key) ? value[key] : undefined
  return typeof found === 'string' && found.trim() !== '' ? found : null
}

function has(value: Json, key: string): boolean {
  const found = Object.hasOwn(value, key) ? value[key] : undefined
  if (typeof found === 'string') return found.trim() !== ''
  return Array.isArray(found) ? found.length > 0 : found !== undefined && found !== null
}
