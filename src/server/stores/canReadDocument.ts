import type { CollectionSlug, PayloadRequest } from 'payload'

/** Whether the request's actor may read that row: asked of Payload itself, with its access functions. */
export async function canReadDocument({ req, slug, id }: { req: PayloadRequest; slug: string; id: string }): Promise<boolean> {
  const { docs } = await req.payload.find({
    collection: slug as CollectionSlug,
    where: { id: { equals: id } },
    overrideAccess: false,
    user: req.user,
    depth: 0,
    limit: 1,
    pagination: false,
    // Access that says no outright then finds nothing, instead of throwing.
    disableErrors: true,
    // A request of its own: the failed one may hold a transaction that is already broken.
    req: { payload: req.payload, user: req.user, context: {}, headers: req.headers } as unknown as PayloadRequest,
  })
  return docs.length > 0
}
