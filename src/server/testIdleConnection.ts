import { judgeConnection } from './judgeConnection.ts'
import { runtime } from './runtime.ts'
import { readRenewable } from './stores/readRenewable.ts'

/** Runs the row's test on a connection, if it still serves when its turn comes; the verdict is written where it is read. */
export async function testIdleConnection({ id }: { id: string }): Promise<void> {
  const found = await readRenewable({ pool: runtime().pool, id })
  if (found === null || found.isCutOff || !['pending', 'active'].includes(found.record.status)) return
  await judgeConnection({ record: found.record, provider: found.provider })
}
