import type { Payload } from 'payload'

const secretName = /secret|token|password|credential|envelope|wrapped|(^|_)hash$|salt|api_?key/i

/** Names that sound like secrets and are not: masks, and a panel without a value of its own. */
const harmless = new Set(['maskedCredential', 'credentialEditor'])
/** Payload's own columns of an auth collection, which it hides itself; a visible one is a fault. */
const payloadHidden = new Set(['hash', 'salt', 'resetPasswordToken', 'resetPasswordExpiration', 'resetPasswordRequestedAt'])

type AnyField = { name?: string; hidden?: boolean; type: string; access?: { read?: unknown }; fields?: AnyField[]; tabs?: { fields: AnyField[] }[]; blocks?: { fields: AnyField[] }[] }
type Entity = { slug: string; access: object; fields: unknown[]; versions?: unknown; lockDocuments?: unknown }

/**
 * Refuses to start on a configuration that could show or keep what it must not: a collection or global without its own
 * access (Payload would let any signed-in user in), old versions or document locks where secrets live, or a readable
 * field whose name says it holds a secret. Plugins add collections too, so this looks at the final configuration.
 */
export function checkCollections(payload: Pick<Payload, 'config'>): void {
  const { collections, globals, graphQL } = payload.config
  const faults = [
    ...collections.filter(({ slug }) => !payloadOwn.has(slug)).flatMap((entity) => faultsOf({ entity, operations: ['create', 'read', 'update', 'delete'] })),
    ...globals.flatMap((entity) => faultsOf({ entity, operations: ['read', 'update'] })),
    ...(graphQL.disable === true ? [] : ['GraphQL is on']),
  ]
  if (faults.length > 0) throw new Error(`Patchbay does not start with this configuration:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
}

function faultsOf({ entity, operations }: { entity: Entity; operations: string[] }): string[] {
  const { slug } = entity
  const access = entity.access as Record<string, unknown>
  const fields = flatten(entity.fields as AnyField[])
  const isSealed = fields.some((field) => field.name === 'envelope' || field.name === 'wrapped' || field.name === 'hash')
  return [
    ...operations.filter((operation) => !isOwnAccess(access[operation])).map((operation) => `${slug}: access.${operation} is Payload's default`),
    ...(isSealed && entity.versions ? [`${slug}: versions would keep copies of secrets`] : []),
    ...(entity.lockDocuments === false ? [] : [`${slug}: document locks are readable by every tenant`]),
    ...fields.filter(isReadableSecret).map((field) => `${slug}.${field.name}: sounds like a secret and can be read`),
  ]
}

function isReadableSecret({ name, type, hidden, access }: AnyField): boolean {
  if (name === undefined || !secretName.test(name) || harmless.has(name)) return false
  // Says yes or no about a secret, and holds none.
  if (type === 'checkbox') return false
  return !(payloadHidden.has(name) && hidden === true) && typeof access?.read !== 'function'
}

/** Payload's internal collections: closed or bound to the signed-in user by Payload itself. */
const payloadOwn = new Set(['payload-preferences', 'payload-migrations', 'payload-kv', 'payload-jobs', 'payload-locked-documents'])

/** Payload's default is `({ req: { user } }) => Boolean(user)`. */
const isOwnAccess = (access: unknown): boolean => typeof access === 'function' && access.name !== 'defaultAccess'

const flatten = (fields: AnyField[]): AnyField[] =>
  fields.flatMap((field) => [field, ...flatten(field.fields ?? []), ...[...(field.tabs ?? []), ...(field.blocks ?? [])].flatMap((part) => flatten(part.fields))])
