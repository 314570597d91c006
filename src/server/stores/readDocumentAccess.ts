import { addDataAndFileToRequest, type CollectionSlug, docAccessOperation, type PayloadRequest } from 'payload'

/** What the request's actor may do with a row (or with one still to be made), as Payload's panel asks it; by the access functions. */
export async function readDocumentAccess({ req, slug, id }: { req: PayloadRequest; slug: string; id: string | undefined }): Promise<unknown> {
  await addDataAndFileToRequest(req)
  const collection = req.payload.collections[slug as CollectionSlug]
  return docAccessOperation({ collection, req, ...(id === undefined ? {} : { id }), ...(req.data === undefined ? {} : { data: req.data }) })
}
