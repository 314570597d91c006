import type { SanitizedConfig } from 'payload'
import packageJson from '../../package.json' with { type: 'json' }
import { accountOperations } from './openapi/accountOperations.ts'
import { catalogOperations } from './openapi/catalogOperations.ts'
import { oauthOperations } from './openapi/oauthOperations.ts'
import { peopleOperations } from './openapi/peopleOperations.ts'
import { collectionOperations, globalOperations } from './openapi/collectionOperations.ts'
import { componentSchemas } from './openapi/componentSchemas.ts'
import { connectionInput, connectionOperations } from './openapi/connectionOperations.ts'
import { cutOffOperations } from './openapi/cutOffOperations.ts'
import { describeOperation } from './openapi/describeOperation.ts'
import type { JsonSchema } from './openapi/JsonSchema.ts'
import { proxyOperations } from './openapi/proxyOperations.ts'
import { revocationOperations } from './openapi/revocationOperations.ts'
import { signInOperations } from './openapi/signInOperations.ts'

const description = `The API of Patchbay. Refusals have one shape and one closed list of codes. Every answer carries \`x-request-id\`.
Addresses that only serve the admin panel are left out. Request bodies need a Content-Length; JSON holds up to 256 kB.
A page may send \`x-patchbay-opened-by\` with the id of the person it was drawn for: \`conflict\` on \`openedBy\` says that the session is somebody else’s by now.`

const securitySchemes = {
  session: { type: 'apiKey', in: 'cookie', name: 'payload-token', description: 'The browser’s session. The proxy does not take it.' },
  jwt: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`JWT <token>`, the token of POST /api/users/login.' },
  apiToken: { type: 'http', scheme: 'bearer', bearerFormat: 'pb_…', description: 'An API token: of one account, or of the platform; with the scopes it was given.' },
}

/**
 * OpenAPI 3.1 of everything this server answers. Our own routes are written down one by one; the collections' are read
 * from the configuration that serves, so that a new field or a closed operation shows at once.
 */
export function openApiDocument({ config }: { config: Pick<SanitizedConfig, 'collections' | 'globals'> }): Record<string, unknown> {
  const collections = config.collections.filter(({ slug }) => !slug.startsWith('payload-')).map(collectionOperations)
  const globals = config.globals.map(globalOperations)
  const own = [...connectionOperations, ...oauthOperations, ...accountOperations, ...peopleOperations, ...catalogOperations, ...signInOperations, ...proxyOperations, ...cutOffOperations, ...revocationOperations]
  const paths: Record<string, JsonSchema> = {}
  for (const operation of [...own, ...collections.flatMap(({ operations }) => operations), ...globals.flatMap(({ operations }) => operations)]) {
    const { method, path } = operation
    paths[path] ??= {}
    // Ours come first: they stand before Payload's in the router as well.
    paths[path][method] ??= describeOperation(operation)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Patchbay', version: packageJson.version, description, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { jwt: [] }, { apiToken: [] }],
    paths,
    components: { securitySchemes, schemas: Object.assign({}, componentSchemas, { ConnectionInput: connectionInput }, ...[...collections, ...globals].map(({ schemas }) => schemas)) as Record<string, JsonSchema> },
  }
}
