import { Pool } from 'pg'
import { type Env, readEnv, refuseEnv } from '#src/env.ts'
import { checkOutboundUrl } from '#src/engine/egress/checkOutboundUrl.ts'
import { createEgress } from '#src/engine/egress/createEgress.ts'
import type { Egress } from '#src/engine/egress/Egress.ts'
import { type EgressAllowance, parseEgressAllow } from '#src/engine/egress/parseEgressAllow.ts'
import { isPatchbayError } from '#src/engine/errors.ts'
import { createDataKeys, type DataKeys } from '#src/engine/vault/DataKeys.ts'
import { createKeyring, type Keyring } from '#src/engine/vault/Keyring.ts'
import { parseEncryptionKey } from '#src/engine/vault/parseEncryptionKey.ts'
import { BoundedClient } from './BoundedClient.ts'
import { type Changes, createChanges } from './changes/createChanges.ts'
import { setOwnChanges } from './changes/ownChanges.ts'
import { listenForCuts } from './listenForCuts.ts'
import { UnpreparedClient } from './UnpreparedClient.ts'

/** What lives once a process: keys, the database pool of the plain-SQL paths, the way out. */
export type Runtime = {
  env: Env
  pool: Pool
  keyring: Keyring
  dataKeys: DataKeys
  /** What is remembered of the rows that calls read, and whether it holds. */
  changes: Changes
  egress: Egress
  egressAllow: readonly EgressAllowance[]
  /** Why a row may not name this address as a base, or null when it may. */
  refuseOutbound(url: string): string | null
  close(): Promise<void>
}

/** A network that drops packets says nothing: without an end of our own a statement would wait for a quarter of an hour. */
const statementMs = 30_000

// Next bundles this file a second time in the same process; globalThis is what both copies share.
const shared = globalThis as { __patchbayRuntime?: Runtime }

/** @throws EnvRefusal when the environment cannot serve. */
export function runtime(): Runtime {
  shared.__patchbayRuntime ??= createRuntime(readEnv())
  return shared.__patchbayRuntime
}

function createRuntime(env: Env): Runtime {
  const keyring = createKeyring({
    current: keyFrom({ variable: 'PATCHBAY_ENCRYPTION_KEY', text: env.PATCHBAY_ENCRYPTION_KEY }),
    retired: listOf(env.PATCHBAY_RETIRED_ENCRYPTION_KEYS).map((text) => keyFrom({ variable: 'PATCHBAY_RETIRED_ENCRYPTION_KEYS', text })),
  })
  const egressAllow = allowFrom(env.PATCHBAY_EGRESS_ALLOW)
  const egress = createEgress({ allow: egressAllow })
  // A script that only asked for a credential ends when it is done, not when the pool's idle time is over.
  const pool = new Pool({ connectionString: env.DATABASE_URL, max: 10, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000, allowExitOnIdle: true, query_timeout: statementMs, Client: isPooled(env) ? UnpreparedClient : BoundedClient })
  listenForCuts(pool)
  const dataKeys = createDataKeys({ keyring })
  const changes = createChanges({ url: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL, pool, dataKeys })
  setOwnChanges(changes)
  return {
    env,
    pool,
    keyring,
    dataKeys,
    changes,
    egress,
    egressAllow,
    refuseOutbound: (url) => reasonAgainst({ url, allow: egressAllow }),
    close: async () => {
      delete shared.__patchbayRuntime
      setOwnChanges(undefined)
      changes.close()
      await Promise.all([egress.close(), pool.end()])
    },
  }
}

/** With a direct address of its own, the other one goes through a pooler. */
const isPooled = ({ DATABASE_URL: url, DATABASE_DIRECT_URL: direct }: Env): boolean => direct !== undefined && direct !== url

const listOf = (text: string): string[] => text.split(',').map((one) => one.trim()).filter((one) => one !== '')

function keyFrom({ variable, text }: { variable: string; text: string }): Buffer {
  try {
    return parseEncryptionKey(text)
  } catch (cause) {
    throw refuseEnv({ variable, reason: `is not a usable key: ${cause instanceof Error ? cause.message : 'it cannot be read'}` })
  }
}

function allowFrom(text: string): EgressAllowance[] {
  try {
    return parseEgressAllow(text)
  } catch (cause) {
    throw refuseEnv({ variable: 'PATCHBAY_EGRESS_ALLOW', reason: isPatchbayError(cause) ? `is refused: ${cause.message} ${cause.hint}` : 'cannot be read' })
  }
}

function reasonAgainst({ url, allow }: { url: string; allow: readonly EgressAllowance[] }): string | null {
  try {
    checkOutboundUrl({ url, allow })
    return null
  } catch (error) {
    return isPatchbayError(error) ? error.message : 'The address cannot be read.'
  }
}
