import { monogramOf } from '#src/engine/catalog/monogramOf.ts'
import type { ProviderLogo } from '#src/engine/catalog/ProviderView.ts'
import { findIcon } from './findIcon.ts'

type Question = { name: string; slug: string | null; file: string | null; fileDark: string | null }

/** The uploaded picture, else the brand's icon, else two letters; whichever, the letters are there for what cannot be loaded. */
export function chooseLogo({ name, slug, file, fileDark }: Question): ProviderLogo {
  const monogram = monogramOf(name)
  if (file !== null) return { kind: 'image', url: urlOf(file), urlDark: fileDark === null ? null : urlOf(fileDark), monogram }
  const icon = slug === null ? null : findIcon(slug)
  return slug === null || icon === null ? { kind: 'monogram', monogram } : { kind: 'icon', slug, hex: icon.hex.replace('#', ''), monogram }
}

const urlOf = (file: string): string => `/api/logos/file/${encodeURIComponent(file)}`
