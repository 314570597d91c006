import type { PayloadRequest } from 'payload'
import { z } from 'zod'
import { checkRow } from '#src/engine/catalog/checkRow.ts'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { readDraft } from '#src/engine/catalog/readDraft.ts'
import type { RowProblem } from '#src/engine/catalog/RowProblem.ts'
import { suggestKey } from '#src/engine/catalog/suggestKey.ts'
import { describeProvider } from './describeProvider.ts'
import { findIcon } from './findIcon.ts'
import { findUncoveredFields } from './findUncoveredFields.ts'
import { runtime } from './runtime.ts'
import { findRowReferences } from './stores/findRowReferences.ts'
import { readLogoFile } from './stores/readLogoFile.ts'
import { readProvider } from './stores/readProvider.ts'

const shortText = z.string().min(1).max(40)

/** `id`: of the stored row that is being changed. `standIns`: words to draw with where the row has none yet. */
export const previewInputSchema = z.object({
  row: z.record(z.string(), z.unknown()),
  id: z.string().max(64).optional(),
  standIns: z.object({ name: shortText, category: shortText, description: shortText }).default({ name: '…', category: '…', description: '…' }),
})

export type RowPreview = {
  /** What would keep the row from being saved. */
  problems: RowProblem[]
  /** The Marketplace's view of it; null while it cannot be drawn. */
  provider: ProviderDetail | null
  /** Slug of a brand icon of the row's name. */
  iconSuggestion: string | null
}

type Question = { req: PayloadRequest } & z.infer<typeof previewInputSchema>

/** Judges a row as saving it would, and shows it as the Marketplace would. Stores nothing. Access was decided by the caller. */
export async function previewRow({ req, row, id, standIns }: Question): Promise<RowPreview> {
  const checked = checkRow({ row, isOutboundAllowed: runtime().refuseOutbound })
  const problems = checked.ok
    ? [...(await findTaken({ req, key: checked.row.key, id })), ...(await findRowReferences({ req, row: checked.row })), ...(await findUncoveredFields({ req, compiled: checked.compiled }))]
    : checked.problems
  const slug = typeof row.name === 'string' ? suggestKey(row.name).replaceAll('-', '') : ''
  return { problems, provider: await draw({ req, row, standIns }), iconSuggestion: findIcon(slug) === null ? null : slug }
}

async function findTaken({ req, key, id }: { req: PayloadRequest; key: string; id: string | undefined }): Promise<RowProblem[]> {
  if (id !== undefined || (await readProvider({ req, key })) === null) return []
  return [{ path: 'key', reason: `There is already a provider “${key}”.` }]
}

async function draw({ req, row, standIns }: Omit<Question, 'id'>): Promise<ProviderDetail | null> {
  const draft = readDraft({ row, standIns })
  if (draft === null) return null
  const { row: read, compiled } = draft
  return describeProvider({
    row: {
      key: read.key, compiled, description: read.description, logo_slug: read.logoSlug ?? null, logo_file: typeof read.logo === 'string' ? await readLogoFile({ req, id: read.logo }) : null,
      logo_dark_file: typeof read.logoDark === 'string' ? await readLogoFile({ req, id: read.logoDark }) : null, keywords: read.keywords ?? null, website: read.website ?? null, docs_url: read.docsUrl ?? null, status_url: read.statusUrl ?? null, help_url: read.helpUrl ?? null, help_text: read.helpText ?? null, updated_at: new Date(),
    },
    connections: [],
    people: {},
    // Drawn as it is once its client is there.
    clients: new Set(compiled.authMethods.map((method) => `${compiled.key} ${method.key}`)),
  })
}
