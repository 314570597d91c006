/**
 * Every text inside a JSON value with its dot path. The value has passed `findHostileShape`, which bounds the depth.
 */
export function* eachText(value: unknown, path: string): Generator<{ path: string; text: string }> {
  if (typeof value === 'string') yield { path, text: value }
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inside] of Object.entries(value)) yield* eachText(inside, path === '' ? key : `${path}.${key}`)
  }
}
