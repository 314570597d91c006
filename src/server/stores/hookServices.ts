import type { Payload } from 'payload'
import type { Pool } from 'pg'
import type { DataKeys } from '#src/engine/vault/DataKeys.ts'

/** What hooks need of the running server. `payload.config.ts` puts it into `config.custom`; hooks never load the config. */
export type HookServices = {
  dataKeys(): DataKeys
  /** For what is no part of a request's transaction. */
  pool(): Pool
  /** Why a row may not name this address as a base, or null when it may. */
  refuseOutbound(url: string): string | null
}

export function hookServices(payload: Payload): HookServices {
  const services: unknown = payload.config.custom.patchbay
  if (services === undefined) throw new Error('payload.config.ts does not provide config.custom.patchbay')
  return services as HookServices
}
