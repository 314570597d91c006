import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import { type ErrorCode, PatchbayError } from '#src/engine/errors.ts'
import type { ConnectionRecord } from '#src/engine/ports.ts'

type Refusal = { compiled: CompiledProvider; record: ConnectionRecord; code?: ErrorCode; note?: string }

/** What is said of a connection whose provider gives it no new token for good. */
export const refusedGrant = ({ compiled, record, code = 'reauth_required', note }: Refusal): PatchbayError =>
  new PatchbayError(code, { message: `${compiled.name} no longer renews the access of “${record.displayName}”.`, hint: 'Reconnect it in Settings → Integrations.', note })
