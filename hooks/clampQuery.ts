import type { CollectionBeforeOperationHook, FlattenedField, Where } from 'payload'
import { PatchbayError } from '#src/engine/errors.ts'

/** For points on a map and lists of text, of which there are none: SQL that fails. */
const unoffered = new Set(['near', 'within', 'intersects', 'all'])

const maxRows = 200
const maxDepth = 2

type Query = { limit?: number; depth?: number; page?: number; pagination?: boolean; sort?: string | string[]; where?: Where }

/**
 * What Payload's queries offer over HTTP, cut to what is meant: `limit=0` and `pagination=false` mean "all rows" to it,
 * relations are followed ten deep, a sort may run over a relation into columns nobody may read (the order tells them),
 * and a condition inside a JSON column becomes SQL that fails.
 */
export const clampQuery: CollectionBeforeOperationHook = ({ args, collection, req }) => {
  // What our own stores ask in the course of a request is meant as it stands: an export is of all rows.
  if (req.payloadAPI !== 'REST' || args === undefined || (args as { overrideAccess?: boolean }).overrideAccess === true) return args
  const query = args as Query
  const isUnlimited = query.limit === undefined ? query.pagination === false : !(query.limit >= 1) || query.limit > maxRows
  if (isUnlimited) query.limit = maxRows
  if (query.depth !== undefined && !(query.depth >= 0 && query.depth <= maxDepth)) query.depth = maxDepth
  if (query.page !== undefined && !(query.page >= 1 && query.page <= 1_000_000)) query.page = 1
  if ([query.sort ?? []].flat().some((path) => /\.|__/.test(String(path)))) throw unqueryable()
  if (query.where !== undefined) refuseConditions({ where: query.where, fields: collection.flattenedFields })
  return args
}

function refuseConditions({ where, fields }: { where: unknown; fields: FlattenedField[] }): void {
  if (where === null || typeof where !== 'object') return
  for (const [path, inner] of Object.entries(where)) {
    if (/^(and|or)$/i.test(path)) {
      for (const one of Object.values(inner ?? {})) refuseConditions({ where: one, fields })
      continue
    }
    const field = fields.find((one) => one.name === path.split(/\.|__/, 1)[0])
    if (field?.type === 'json' || field?.type === 'blocks') throw unqueryable()
    if (inner !== null && typeof inner === 'object' && Object.keys(inner).some((operator) => unoffered.has(operator))) throw unqueryable()
  }
}

const unqueryable = (): PatchbayError => new PatchbayError('invalid_request', { message: 'The query asks for something that cannot be queried.' })
