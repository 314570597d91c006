import type { Endpoint } from 'payload'
import { readBody } from '#src/server/readBody.ts'
import { providerRequestSchema, requestProvider } from '#src/server/requestProvider.ts'
import { endpoint } from './endpoint.ts'

/** Requests are made here; platform admins answer and remove them through Payload. */
export const providerRequestEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/',
    handle: async (req) => {
      const { doc, isNew } = await requestProvider({ req, input: await readBody({ req, schema: providerRequestSchema }) })
      return { status: isNew ? 201 : 200, body: { doc, isNew, message: isNew ? 'Request stored.' : 'This account has asked for it already.' } }
    },
  }),
]
