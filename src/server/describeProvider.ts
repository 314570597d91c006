import { asksPerson } from '#src/engine/catalog/asksPerson.ts'
import { capturedNames } from '#src/engine/catalog/capturedNames.ts'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { revisionOf } from '#src/engine/catalog/revisionOf.ts'
import { scopesToAsk } from '#src/engine/catalog/scopesToAsk.ts'
import { usesPlatformClient } from '#src/engine/catalog/takesClient.ts'
import { isRenewable } from '#src/engine/connections/isRenewable.ts'
import { hasTest } from '#src/engine/verify/testCredential.ts'
import { chooseLogo } from './chooseLogo.ts'
import { signInsOf, statusHere, statusNow } from './describeCardRow.ts'
import type { CatalogRow } from './stores/listCatalog.ts'
import type { ConnectionRow } from './stores/StoredConnection.ts'

type Question = { row: CatalogRow; connections: ConnectionRow[]; /** Names by user id. */ people: Record<string, string>; /** See `listClients`. */ clients: ReadonlySet<string> }

/** A provider with everything its page, its dialog and Settings show. */
export function describeProvider({ row, connections, people, clients }: Question): ProviderDetail {
  const { compiled } = row
  const authMethods = compiled.authMethods.map((method) => describeMethod({ compiled, method, clients }))
  return {
    key: row.key,
    name: compiled.name,
    category: compiled.category,
    description: row.description,
    keywords: row.keywords ?? [],
    logo: chooseLogo({ name: compiled.name, slug: row.logo_slug, file: row.logo_file, fileDark: row.logo_dark_file }),
    status: statusHere({ status: compiled.status, isReady: authMethods.length === 0 || authMethods.some((method) => method.isReady) }),
    replacedBy: compiled.replacedBy,
    signIn: signInsOf(compiled.authMethods.map((method) => method.mode)),
    connections: connections.filter((one) => one.provider === row.key && one.deleted_at === null).map((one) => describeConnection({ connection: one, people })),
    changedAt: row.updated_at.toISOString(),
    website: row.website,
    docsUrl: row.docs_url,
    statusUrl: row.status_url,
    manageUrl: compiled.manageUrl,
    helpUrl: row.help_url,
    helpText: row.help_text,
    revision: revisionOf(compiled),
    hosts: compiled.allowedHosts,
    authMethods,
    isAi: compiled.ai !== null,
  }
}

const describeConnection = ({ connection, people }: { connection: ConnectionRow; people: Record<string, string> }): ProviderDetail['connections'][number] => ({
  ...statusNow(connection),
  id: connection.id,
  displayName: connection.display_name,
  owner: connection.owner_id === null || people[connection.owner_id] === undefined ? null : { id: connection.owner_id, name: people[connection.owner_id] ?? '' },
  isPrivate: connection.visibility === 'private',
  mode: connection.mode,
  createdAt: new Date(connection.created_at).toISOString(),
})

const describeMethod = ({ compiled, method, clients }: { compiled: CompiledProvider; method: CompiledProvider['authMethods'][number]; clients: ReadonlySet<string> }): ProviderDetail['authMethods'][number] => ({
  key: method.key,
  type: method.type,
  label: method.label,
  fields: method.fields.filter((field) => !capturedNames(method).has(field.name)),
  sends: method.inject.map((one) => ({ in: one.in, name: one.name })),
  scopes: asksPerson(method) ? scopesToAsk({ method }) : method.requiredScopes,
  hasTest: hasTest({ compiled, method }),
  isRenewable: isRenewable({ compiled, key: method.key }),
  asksPerson: asksPerson(method),
  isReady: !usesPlatformClient(method) || clients.has(`${compiled.key} ${method.key}`),
})
