import { monogramOf } from '#src/engine/catalog/monogramOf.ts'
import { revisionOf } from '#src/engine/catalog/revisionOf.ts'
import type { CompiledProvider } from '#src/engine/catalog/CompiledProvider.ts'
import type { ProviderCard, ProviderDetail, ProviderLogo } from '#src/engine/catalog/ProviderView.ts'
import { effectiveStatus } from '#src/engine/connections/effectiveStatus.ts'
import { hasTest } from '#src/engine/verify/testCredential.ts'
import { findIcon } from './findIcon.ts'
import type { CatalogRow } from './stores/listCatalog.ts'
import type { ConnectionRow } from './stores/StoredConnection.ts'

type Question = { row: CatalogRow; connections: ConnectionRow[]; featured: string[] }

export function describeCard({ row, connections, featured }: Question): ProviderCard {
  const { compiled } = row
  const place = featured.indexOf(row.key)
  return {
    key: row.key,
    name: compiled.name,
    category: compiled.category,
    description: row.description,
    keywords: row.keywords ?? [],
    logo: logoOf(row),
    status: compiled.status,
    replacedBy: compiled.replacedBy,
    featured: place >= 0 ? place : row.featured === null ? null : featured.length + Number(row.featured),
    signIn: [...new Set(compiled.authMethods.map((method) => (method.mode === 'oauth-user' ? ('oauth' as const) : ('key' as const))))],
    connections: connections
      .filter((one) => one.provider === row.key && one.deleted_at === null)
      .map((one) => ({
        id: one.id,
        displayName: one.display_name,
        status: effectiveStatus({ status: one.status, expiresAt: one.expires_at === null ? null : new Date(one.expires_at), now: new Date() }),
        lastUsedAt: one.last_used_at === null ? null : new Date(one.last_used_at).toISOString(),
      })),
  }
}

export function describeDetail(question: Question): ProviderDetail {
  const { row } = question
  const { compiled } = row
  return {
    ...describeCard(question),
    website: row.website,
    docsUrl: row.docs_url,
    manageUrl: compiled.manageUrl,
    helpUrl: row.help_url,
    helpText: row.help_text,
    revision: revisionOf(compiled),
    hosts: compiled.allowedHosts,
    authMethods: compiled.authMethods.map((method) => describeMethod({ compiled, method })),
    isAi: compiled.ai !== null,
  }
}

const describeMethod = ({ compiled, method }: { compiled: CompiledProvider; method: CompiledProvider['authMethods'][number] }): ProviderDetail['authMethods'][number] => ({
  key: method.key,
  type: method.type,
  label: method.label,
  fields: method.fields,
  sends: method.inject.map((one) => ({ in: one.in, name: one.name })),
  hasTest: hasTest({ compiled, method }),
})

function logoOf(row: CatalogRow): ProviderLogo {
  if (row.logo_file !== null) return { kind: 'image', url: `/api/logos/file/${encodeURIComponent(row.logo_file)}`, urlDark: null }
  const icon = row.logo_slug === null ? null : findIcon(row.logo_slug)
  return icon === null ? { kind: 'monogram', ...monogramOf(row.compiled.name) } : { kind: 'icon', ...icon }
}
