/** The document a text holds, or undefined when it is not JSON. Null in, undefined out. */
export function parseJson(text: string | null): unknown {
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
