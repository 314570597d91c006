import { rowsInputSchema } from '../applyRows.ts'
import { dryRunInputSchema } from '../dryRunProvider.ts'
import { impactInputSchema } from '../providerImpact.ts'
import { previewInputSchema } from '../previewRow.ts'
import { bodyOf } from './componentSchemas.ts'
import type { Operation } from './describeOperation.ts'
import { listOf, objectOf, orNull, ref, uuid } from './JsonSchema.ts'

const at = { tag: 'integration-providers' }
const rows = objectOf({ properties: { providers: listOf(ref('ProviderRow')) } })

/** What platform admins do with rows besides saving them. */
export const catalogOperations: Operation[] = [
  {
    ...at,
    method: 'get',
    path: '/api/integration-providers/export',
    id: 'exportProviders',
    summary: 'Rows as JSON (platform admins)',
    parameters: [{ name: 'keys', in: 'query', description: 'Keys of the wanted rows, separated by commas; all when left out.' }],
    answers: { 200: { description: 'What an import takes.', schema: rows } },
  },
  {
    ...at,
    method: 'post',
    path: '/api/integration-providers/import',
    id: 'importProviders',
    summary: 'Create and update rows by key (platform admins)',
    description: 'All or nothing, unless `partial`. `dryRun` judges and compares only. Up to 5 MB.',
    body: bodyOf(rowsInputSchema),
    codes: ['rate_limited'],
    answers: { 200: { description: 'One result a row, refused ones among them.', schema: objectOf({ properties: { results: listOf(ref('RowResult')) } }) } },
  },
  { ...at, method: 'get', path: '/api/integration-providers/starters', id: 'listStarters', summary: 'Starter rows that the catalog lacks (platform admins)', answers: { 200: { description: 'What an import takes.', schema: rows } } },
  {
    ...at,
    method: 'post',
    path: '/api/integration-providers/preview',
    id: 'previewProvider',
    summary: 'Judge a row and show it as the Marketplace would (platform admins)',
    description: 'Stores nothing and calls nobody. A row that is half written is shown as far as it can be.',
    body: bodyOf(previewInputSchema),
    answers: { 200: { description: 'What would keep it from being saved, and its view.', schema: ref('RowPreview') } },
  },
  {
    ...at,
    method: 'post',
    path: '/api/integration-providers/dry-run',
    id: 'dryRunProvider',
    summary: 'Try a row, saved or not, with a temporary key (platform admins)',
    description: 'Sends the row’s test request. Nothing is stored, and no value is written down.',
    body: bodyOf(dryRunInputSchema),
    codes: ['invalid_row', 'unknown_auth_method', 'credential_format', 'rate_limited'],
    answers: { 200: { description: 'The request and the verdict, also when it is a no.', schema: ref('DryRunReport') } },
  },
  {
    ...at,
    method: 'post',
    path: '/api/integration-providers/{id}/impact',
    id: 'providerImpact',
    summary: 'What saving this row would touch; without a row, what hangs on the provider (platform admins)',
    body: bodyOf(impactInputSchema),
    codes: ['invalid_row'],
    answers: { 200: { description: 'Counts over all accounts.', schema: objectOf({ properties: { impact: ref('ProviderImpact') } }) } },
  },
  {
    ...at,
    method: 'get',
    path: '/api/integration-providers/{id}/history',
    id: 'providerHistory',
    summary: 'Who changed what, 20 versions at a time (platform admins)',
    parameters: [{ name: 'after', in: 'query', description: '`next` of the page before; from the newest on when left out.' }],
    answers: { 200: { description: 'Newest first.', schema: objectOf({ properties: { versions: listOf(ref('RowVersion')), next: orNull(uuid) } }) } },
  },
]
