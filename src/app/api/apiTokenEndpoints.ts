import type { Endpoint } from 'payload'
import { createApiToken, tokenInputSchema } from '#src/server/createApiToken.ts'
import { readBody } from '#src/server/readBody.ts'
import { endpoint, refused } from './endpoint.ts'

/** Tokens are made here and deleted through Payload; nobody changes one. */
export const apiTokenEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/',
    handle: async (req) => {
      const { token, doc } = await createApiToken({ req, input: await readBody({ req, schema: tokenInputSchema }) })
      return { status: 201, body: { token, doc } }
    },
  }),
  refused({ method: 'patch', path: '/' }),
  refused({ method: 'patch', path: '/:id' }),
  refused({ method: 'delete', path: '/' }),
  refused({ method: 'post', path: '/:id/duplicate' }),
]
