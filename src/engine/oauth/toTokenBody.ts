type Question = { init: { headers: Record<string, string>; body?: unknown }; bodyFormat: 'form' | 'json' }

/** A request of the library's in the form the service reads: a form by the standard, JSON where the row says so. */
export function toTokenBody({ init, bodyFormat }: Question): { headers: Record<string, string>; body: string } {
  const form = init.body instanceof URLSearchParams ? init.body : new URLSearchParams()
  const isJson = bodyFormat === 'json'
  return { headers: { ...init.headers, 'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded' }, body: isJson ? JSON.stringify(Object.fromEntries(form)) : String(form) }
}
