import * as icons from 'simple-icons'

export type Icon = { path: string; hex: string }

const bySlug = new Map<string, Icon>(Object.values(icons).map(({ slug, path, hex }) => [slug, { path, hex }]))

/** A brand icon (24 × 24 path) by its slug; null when the collection has none. */
export const findIcon = (slug: string): Icon | null => bySlug.get(slug) ?? null
