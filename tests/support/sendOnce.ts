import { handleEndpoints, getPayload } from 'payload'
import config from '../../payload.config.ts'

/** A server process of its own that answers one request (REQUEST, as JSON) and prints `{ status, body }`; for tests that kill it on the way. */
const { method, path, headers, body } = JSON.parse(process.env.REQUEST ?? '{}') as { method: string; path: string; headers: Record<string, string>; body: unknown }
const { checkVault } = await import('#src/server/checkVault.ts')
await checkVault()
await getPayload({ config })
const request = new Request(`${process.env.PATCHBAY_PUBLIC_URL}${path}`, { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
const response = await handleEndpoints({ config, request })
console.log(JSON.stringify({ status: response.status, body: await response.json() }))
// Payload's database client never lets go by itself.
process.exit(0)
