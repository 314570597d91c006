import type { SanitizedConfig } from 'payload'

export type Route = { key: string; method: string; path: string; slug: string | null }

type Listed = { method: string; path: string }

/** Whether an earlier pattern of the same method takes every address of this one. */
function isShadowed({ by, path }: { by: string; path: string }): boolean {
  const pattern = new RegExp(`^${by.replace(/\/:[a-z]+\?/gi, '(/[^/]+)?').replace(/:[a-z]+/gi, '[^/]+')}$`)
  return pattern.test(path.replace(/(.)\/$/, '$1').replace(/:[a-z]+\??/gi, 'any'))
}

/** Every address that the running configuration answers, Payload's own included, as `GET /slug/:id`. Handlers are looked for in this order, the first match answers. */
export function listRoutes(config: SanitizedConfig): Route[] {
  const found = new Map<string, Route>()
  const add = ({ prefix, slug, endpoints }: { prefix: string; slug: string | null; endpoints: readonly Listed[] | false | undefined }) => {
    for (const { method, path } of endpoints || []) {
      if ([...found.values()].some((one) => one.slug === slug && one.method === method.toUpperCase() && isShadowed({ by: one.path, path: `${prefix}${path}` }))) continue
      const route = { method: method.toUpperCase(), path: `${prefix}${path}`.replace(/(.)\/$/, '$1'), slug }
      const key = `${route.method} ${route.path}`
      if (!found.has(key)) found.set(key, { ...route, key })
    }
  }
  for (const collection of config.collections) add({ prefix: `/${collection.slug}`, slug: collection.slug, endpoints: collection.endpoints })
  for (const one of config.globals) add({ prefix: `/globals/${one.slug}`, slug: null, endpoints: one.endpoints })
  add({ prefix: '', slug: null, endpoints: config.endpoints })
  return [...found.values()]
}
