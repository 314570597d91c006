import { createDecipheriv, randomBytes } from 'node:crypto'
import pg from 'pg'
import { buildAad } from '#src/engine/vault/buildAad.ts'
import { sealBytes } from '#src/engine/vault/sealBytes.ts'
import { median } from './median.ts'
import type { Database } from './openPlace.ts'
import type { Resolved } from './processes/resolve.ts'
import { startProcess } from './startProcess.ts'

export type ResolveFigures = { gates: Record<string, number>; samples: Record<string, number> }

type Question = { small: Database; large: Database; rounds: number; warm: number }

/** Each round asks two fresh processes, one on the small and one on the large database, for a hundred accounts nobody asked for before. */
export async function measureResolve({ small, large, rounds, warm }: Question): Promise<ResolveFigures> {
  const ratios: number[] = []
  const seen: Record<'small' | 'large', Resolved[]> = { small: [], large: [] }
  for (let round = 0; round < rounds; round += 1) {
    const count = Math.min(small.accounts.length, 100)
    const ofSmall = await resolveIn({ database: small, from: 0, count, warm: round === 0 ? warm : 0 })
    const ofLarge = await resolveIn({ database: large, from: round * count, count, warm: 0 })
    seen.small.push(ofSmall)
    seen.large.push(ofLarge)
    ratios.push(median(ofLarge.coldMs) / median(ofSmall.coldMs))
  }
  const all = [...seen.small, ...seen.large]
  return {
    gates: {
      resolve_warm_us: median(all.flatMap(({ warmCpuUs }) => warmCpuUs)),
      resolve_cold_statements: Math.max(...all.flatMap(({ statements }) => statements)),
      scale_resolve: median(ratios),
    },
    samples: {
      resolve_cold_small_ms: median(seen.small.flatMap(({ coldMs }) => coldMs)),
      resolve_cold_large_ms: median(seen.large.flatMap(({ coldMs }) => coldMs)),
      bare_aes_gcm_us: measureBareOpen(),
      indexed_read_ms: await measureIndexedRead(large),
    },
  }
}

async function resolveIn({ database, from, count, warm }: { database: Database; from: number; count: number; warm: number }): Promise<Resolved> {
  const process = await startProcess({ script: 'bench/processes/resolve.ts', env: database.env })
  try {
    const accounts = Array.from({ length: count }, (_, index) => database.accounts[(from + index) % database.accounts.length]?.id)
    const { resolved, error } = await process.ask<{ resolved?: Resolved; error?: string }>({ accounts, warm })
    if (resolved === undefined) throw new Error(`resolving failed: ${error}`)
    return resolved
  } finally {
    await process.stop()
  }
}

/** The yardstick of a warm resolve: nothing but AES-256-GCM over a credential of that size, microseconds. */
function measureBareOpen(): number {
  const key = randomBytes(32)
  const aad = buildAad({ owner: 'a'.repeat(36), vaultId: 'b'.repeat(36), providerId: 'c'.repeat(36), dataKeyId: 'd'.repeat(36), agreedHosts: ['api.bench.example'] })
  const [iv = '', tag = '', ciphertext = ''] = sealBytes({ key, plaintext: Buffer.from(JSON.stringify({ apiKey: 'k'.repeat(48) })), aad }).split(':')
  const [ivBytes, tagBytes, sealed] = [iv, tag, ciphertext].map((part) => Buffer.from(part, 'hex')) as [Buffer, Buffer, Buffer]
  const runs = Array.from({ length: 6 }, () => {
    const before = process.cpuUsage()
    for (let index = 0; index < 20_000; index += 1) {
      const decipher = createDecipheriv('aes-256-gcm', key, ivBytes, { authTagLength: 16 })
      decipher.setAAD(aad)
      decipher.setAuthTag(tagBytes)
      decipher.update(sealed)
      decipher.final()
    }
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 20_000
  })
  return median(runs.slice(1))
}

/** The yardstick of a cold resolve: one row by its key, prepared, from the same database; milliseconds. */
async function measureIndexedRead({ url, accounts }: Database): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const times: number[] = []
    for (const { connection } of accounts.slice(0, 300)) {
      const startedAt = performance.now()
      await client.query({ name: 'bench_read', text: 'select envelope, version from connections where id = $1::uuid', values: [connection] })
      times.push(performance.now() - startedAt)
    }
    return median(times.slice(Math.min(50, times.length - 1)))
  } finally {
    await client.end()
  }
}
