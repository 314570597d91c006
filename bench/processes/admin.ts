import { getPayload, handleEndpoints } from 'payload'
import { runtime } from '#src/server/runtime.ts'
import config from '../../payload.config.ts'

/** Another process of the product: what the web process does when somebody asks it to revoke a connection, without a port. */

const payload = await getPayload({ config })
payload.logger.level = 'silent'

type Work = { connection: string; token: string }

async function revoke({ connection, token }: Work): Promise<{ status: number; answeredAt: string }> {
  const request = new Request(`http://localhost:3000/api/connections/${connection}/revoke`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: '{}' })
  const response = await handleEndpoints({ config, request })
  // The same clock for all processes of a machine.
  const answeredAt = process.hrtime.bigint()
  return { status: response.status, answeredAt: String(answeredAt) }
}

process.on('message', (work: Work) => {
  void revoke(work).then((done) => process.send?.(done), (error: Error) => process.send?.({ status: 0, answeredAt: '0', error: error.message }))
})
process.once('SIGTERM', () => void runtime().close().finally(() => process.exit(0)))
process.channel?.ref()
process.send?.({ type: 'ready' })
