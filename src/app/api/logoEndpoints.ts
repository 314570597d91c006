import type { Endpoint } from 'payload'
import { drawIcon } from '#src/server/drawIcon.ts'
import { endpoint } from './endpoint.ts'

const keptSeconds = 7 * 24 * 3600

/** The brand icons that rows name by slug: by address, so that pages and lists of a thousand rows stay small. */
export const logoEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/icon/:slug/:tone',
    handle: async (req) => {
      const { slug, tone } = req.routeParams as { slug: string; tone: string }
      return new Response(drawIcon({ slug, tone }), { headers: { 'content-type': 'image/svg+xml', 'content-security-policy': "sandbox; default-src 'none'", 'x-content-type-options': 'nosniff', 'cache-control': `public, max-age=${keptSeconds}` } })
    },
  }),
]
