import type { Endpoint, PayloadRequest } from 'payload'
import { actorOf } from '#src/access/actorOf.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { dropHeldGrant, keepHeldGrant, readHeldGrant } from '#src/server/answerHeld.ts'
import { chooseHeldInstallation, chosenInstallationSchema } from '#src/server/chooseHeldInstallation.ts'
import { finishAuthorization } from '#src/server/finishAuthorization.ts'
import { clearNonce } from '#src/server/nonceCookie.ts'
import { readBody } from '#src/server/readBody.ts'
import { requestIdOf } from '#src/server/respond.ts'
import { runtime } from '#src/server/runtime.ts'
import { authorizationInputSchema, startAuthorization } from '#src/server/startAuthorization.ts'
import { endpoint, routeId } from './endpoint.ts'
import { readLanguage } from './readLanguage.ts'
import { writeReturnPage } from './writeReturnPage.ts'

const queryOf = (req: PayloadRequest): URLSearchParams => new URL(req.url ?? 'http://localhost/').searchParams

/** First who asks: what a query or a body should hold is nothing to tell a stranger. */
async function requireSignedIn(req: PayloadRequest): Promise<void> {
  if ((await actorOf(req)).kind === 'anonymous') throw new PatchbayError('unauthenticated')
}

const headersOf = (req: PayloadRequest): Headers => new Headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-request-id': requestIdOf(req) })

/** Routes under /api/oauth: to a provider's consent page, back from it, and the answer to what came back. */
export const oauthEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/oauth/authorize',
    handle: async (req) => {
      await requireSignedIn(req)
      // Fields are left out: an address is no place for a secret.
      const { credentialPayload: _, acceptFormat: _format, optionalScopes, ...query } = Object.fromEntries(queryOf(req))
      const parsed = authorizationInputSchema.safeParse({ ...query, optionalScopes: optionalScopes?.split(' ').filter(Boolean) })
      if (!parsed.success) throw new PatchbayError('validation_failed', { field: String(parsed.error.issues[0]?.path[0] ?? ''), message: parsed.error.issues[0]?.message ?? 'The query is not valid.' })
      const { url, cookie } = await startAuthorization({ req, input: parsed.data })
      const headers = headersOf(req)
      headers.set('location', url)
      headers.set('set-cookie', cookie)
      return new Response(null, { status: 302, headers })
    },
  }),
  endpoint({
    method: 'post',
    path: '/oauth/authorize',
    handle: async (req) => {
      await requireSignedIn(req)
      const { cookie, ...body } = await startAuthorization({ req, input: await readBody({ req, schema: authorizationInputSchema }) })
      const headers = headersOf(req)
      headers.set('set-cookie', cookie)
      return Response.json(body, { headers })
    },
  }),
  endpoint({
    method: 'get',
    path: '/oauth/callback',
    handle: async (req) => {
      const query = queryOf(req)
      const finished = await finishAuthorization({ req, query })
      const response = finished.display === 'popup' ? writeReturnPage({ finished, language: readLanguage(req) }) : new Response(null, { status: 302, headers: headersOf(req) })
      if (finished.display === 'page') response.headers.set('location', finished.location)
      const state = query.get('state')
      if (state !== null && finished.attempt !== null) response.headers.append('set-cookie', clearNonce({ state, publicUrl: runtime().env.PATCHBAY_PUBLIC_URL }))
      return response
    },
  }),
  endpoint({ method: 'get', path: '/oauth/attempts/:id', handle: async (req) => ({ body: await readHeldGrant({ req, id: routeId(req) }) }) }),
  endpoint({ method: 'post', path: '/oauth/attempts/:id/keep', handle: async (req) => ({ body: await keepHeldGrant({ req, id: routeId(req) }) }) }),
  endpoint({
    method: 'post',
    path: '/oauth/attempts/:id/choose',
    handle: async (req) => {
      await requireSignedIn(req)
      return { body: await chooseHeldInstallation({ req, id: routeId(req), ...(await readBody({ req, schema: chosenInstallationSchema })) }) }
    },
  }),
  endpoint({ method: 'delete', path: '/oauth/attempts/:id', handle: async (req) => ({ body: await dropHeldGrant({ req, id: routeId(req) }) }) }),
]
