/** What many calls share is written by none. */
export function freezeDeep<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const one of Object.values(value)) freezeDeep(one)
  return Object.freeze(value)
}
