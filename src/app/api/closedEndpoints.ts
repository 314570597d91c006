import type { CollectionConfig, Endpoint } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { canReadDocument } from '#src/server/stores/canReadDocument.ts'
import { readDocumentAccess } from '#src/server/stores/readDocumentAccess.ts'
import { endpoint, refused } from './endpoint.ts'

/** Writing many rows in one request would pass by what the single-row routes check and answer. */
const bulk: Endpoint[] = [refused({ method: 'patch', path: '/' }), refused({ method: 'delete', path: '/' })]

/** Payload looks for a versions table before it looks at access; where there is none that is an error of the server. */
const versions: Endpoint[] = [refused({ method: 'get', path: '/versions' }), refused({ method: 'get', path: '/versions/:id' }), refused({ method: 'post', path: '/versions/:id' })]

/** The first platform admin comes from the environment; whoever finds an empty installation first must not become one. */
const registration: Endpoint[] = [refused({ method: 'post', path: '/first-register' }), refused({ method: 'post', path: '/verify/:id' }), refused({ method: 'post', path: '/unlock' })]

/** A token signs nobody in: exchanged for a session it would outlive its own expiry. */
const signIn: Endpoint[] = [
  ...(['login', 'logout', 'refresh-token', 'forgot-password', 'reset-password'] as const).map((name) => refused({ method: 'post', path: `/${name}` })),
  ...(['init', 'me'] as const).map((name) => refused({ method: 'get', path: `/${name}` })),
]

/** Payload answers this one for rows one may not see as well, and differently for those that do not exist. */
const access = endpoint({
  method: 'post',
  path: '/access/:id?',
  handle: async (req) => {
    const { collection, id } = req.routeParams as { collection: string; id?: string }
    if (!req.user) throw new PatchbayError('unauthenticated')
    if (id !== undefined && !(await canReadDocument({ req, slug: collection, id }))) throw new PatchbayError('not_found')
    return { body: await readDocumentAccess({ req, slug: collection, id }) }
  },
})

/** What Payload answers for every collection and this product does not offer, or offers otherwise; to stand after a collection's own routes. */
export function closedEndpoints(collection: CollectionConfig): Endpoint[] {
  const { auth } = collection
  return [
    ...bulk,
    access,
    ...(collection.versions ? [] : versions),
    ...(auth ? registration : []),
    ...(typeof auth === 'object' && auth.disableLocalStrategy ? signIn : []),
  ]
}
