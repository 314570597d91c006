import Link from 'next/link'
import type { DefaultServerCellComponentProps } from 'payload'
import { cache } from 'react'
import { hookServices } from '#src/server/stores/hookServices.ts'
import { readProviderNames } from '#src/server/stores/readProviderNames.ts'

/** Once for all rows of a list. */
const namesOnce = cache(readProviderNames)

/** In a list: the provider by its name, its key behind it. */
export async function ProviderCell({ cellData, payload, link, linkURL, collectionSlug, rowData }: DefaultServerCellComponentProps) {
  const key = String(cellData ?? '')
  const name = (await namesOnce(hookServices(payload).pool())).get(key)
  const shown = name === undefined ? key : <>{name} <span className="pb-faint">{key}</span></>
  if (link !== true) return <span>{shown}</span>
  return <Link href={linkURL ?? `${payload.config.routes.admin}/collections/${collectionSlug}/${encodeURIComponent(String(rowData.id))}`} prefetch={false}>{shown}</Link>
}
