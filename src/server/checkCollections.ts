import type { Payload } from 'payload'

const secretName = /secret|token|password|credential|envelope|wrapped|(^|_)hash$|salt|api_?key/i

/** Names that sound like secrets and are not: masks, and a panel without a value of its own. */
const harmless = new Set(['maskedCredential', 'credentialEditor'])
/** Payload's own columns of an auth collection, which it hides itself; a visible one is a fault. */
const payloadHidden = new Set(['hash', 'salt', 'resetPasswordToken', 'resetPasswordExpiration', 'resetPasswordRequestedAt'])

type AnyField = { name?: string; hidden?: boolean; type: string; access?: { read?: unknown }; fields?: AnyField[]; tabs?: { fields: AnyField[] }[] }

/**
 * Refuses to start on a configuration that could show or keep what it must not: a collection without its own access
 * (Payload would let any signed-in user in), old versions or document locks where secrets live, or a readable field
 * whose name says it holds a secret. Plugins add collections too, so this looks at the final configuration.
 */
export function checkCollections(payload: Pick<Payload, 'config'>): void {
  const faults: string[] = []
  for (const collection of payload.config.collections) {
    if (payloadOwn.has(collection.slug)) continue
    for (const operation of ['create', 'read', 'update', 'delete'] as const) {
      const access: unknown = collection.access[operation]
      if (typeof access !== 'function' || isPayloadDefault(access)) faults.push(`${collection.slug}: access.${operation} is Payload's default`)
    }
    const fields = flatten(collection.fields as AnyField[])
    const isSealed = fields.some((field) => field.name === 'envelope' || field.name === 'wrapped' || field.name === 'hash')
    if (isSealed && collection.versions) faults.push(`${collection.slug}: versions would keep copies of secrets`)
    if (collection.lockDocuments !== false) faults.push(`${collection.slug}: document locks are readable by every tenant`)
    for (const field of fields) {
      if (field.name === undefined || !secretName.test(field.name)) continue
      if (harmless.has(field.name) || (payloadHidden.has(field.name) && field.hidden === true)) continue
      const isDenied = typeof field.access?.read === 'function'
      if (!isDenied) faults.push(`${collection.slug}.${field.name}: sounds like a secret and can be read`)
    }
  }
  if (payload.config.graphQL.disable !== true) faults.push('GraphQL is on')
  if (faults.length > 0) throw new Error(`Patchbay does not start with this configuration:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
}

/** Payload's internal collections: closed or bound to the signed-in user by Payload itself. */
const payloadOwn = new Set(['payload-preferences', 'payload-migrations', 'payload-kv', 'payload-jobs', 'payload-locked-documents'])

/** Payload's default is `({ req: { user } }) => Boolean(user)`. */
const isPayloadDefault = (access: { name: string }): boolean => access.name === 'defaultAccess'

const flatten = (fields: AnyField[]): AnyField[] =>
  fields.flatMap((field) => [field, ...flatten(field.fields ?? []), ...(field.tabs ?? []).flatMap((tab) => flatten(tab.fields))])
