import type { Endpoint } from 'payload'
import { builtInTestSchema, readBuiltInForm, readUsageToday, testBuiltIn } from '#src/server/builtInForm.ts'
import { readBody } from '#src/server/readBody.ts'
import { endpoint, parameter, routeId } from './endpoint.ts'

/** What the panel asks while a built-in credential is made; saving goes through Payload, whose hook seals. */
export const builtInEndpoints: Endpoint[] = [
  endpoint({ method: 'get', path: '/form', handle: async (req) => ({ body: await readBuiltInForm({ req, key: parameter({ req, name: 'provider' }) }) }) }),
  endpoint({ method: 'post', path: '/test', handle: async (req) => ({ body: await testBuiltIn({ req, input: await readBody({ req, schema: builtInTestSchema }) }) }) }),
  endpoint({ method: 'get', path: '/:id/usage', handle: async (req) => ({ body: await readUsageToday({ req, id: routeId(req) }) }) }),
]
