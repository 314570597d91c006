import type { Endpoint, PayloadRequest } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'
import { explainNobody } from '#src/server/explainNobody.ts'
import { recordDenial } from '#src/server/recordDenial.ts'
import { respondError, respondJson } from '#src/server/respond.ts'
import { toPatchbayError } from '#src/server/toPatchbayError.ts'

type Answer = { status?: number; body: unknown } | Response
type Route = { method: Endpoint['method']; path: string; handle: (req: PayloadRequest) => Promise<Answer> }

/** A route: parse, call a use-case, answer. Refusals come in the contract's shape; denials are written to the trail. */
export const endpoint = ({ method, path, handle }: Route): Endpoint => ({
  method,
  path,
  handler: async (req) => {
    try {
      const answer = await handle(req)
      return answer instanceof Response ? answer : respondJson({ req, ...answer })
    } catch (error) {
      const known = await explainNobody({ req, error: toPatchbayError(error) })
      if (known.code === 'forbidden') await recordDenial({ req, error: known })
      return respondError({ req, error: known.code === 'database_unavailable' ? known : error })
    }
  },
})

/** Answers a method that an address of ours does not offer, so that Payload's own does not step in. */
export const refused = ({ method, path }: { method: Endpoint['method']; path: string }): Endpoint =>
  endpoint({
    method,
    path,
    handle: () => {
      throw new PatchbayError('method_not_allowed')
    },
  })

export const parameter = ({ req, name }: { req: PayloadRequest; name: string }): string | null => {
  const value = new URL(req.url ?? 'http://localhost/').searchParams.get(name)
  return value === null || value === '' ? null : value
}

export const routeId = (req: PayloadRequest): string => String(req.routeParams?.id ?? '')
