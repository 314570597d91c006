import type { CollectionBeforeOperationHook } from 'payload'

const maxRows = 200
const maxDepth = 2

/** Over HTTP, Payload reads `limit=0` as "all rows" and follows relations ten deep; neither is offered here. */
export const clampQuery: CollectionBeforeOperationHook = ({ args, req }) => {
  if (req.payloadAPI !== 'REST' || args === undefined) return args
  const query = args as { limit?: number; depth?: number }
  if (query.limit !== undefined && (!(query.limit >= 1) || query.limit > maxRows)) query.limit = maxRows
  if (query.depth !== undefined && !(query.depth >= 0 && query.depth <= maxDepth)) query.depth = maxDepth
  return args
}
