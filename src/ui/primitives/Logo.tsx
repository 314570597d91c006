import type { Monogram, ProviderLogo } from '#src/engine/catalog/ProviderView.ts'
import { LogoPicture } from './LogoPicture.tsx'
import { pickGlyphTone } from './pickGlyphTone.ts'

const frame = { s: 'size-8 rounded-lg text-2xs', m: 'size-10 rounded-[10px] text-[13px]', l: 'size-14 rounded-[14px] text-lg' } as const

/**
 * A provider's logo: the brand's own image, its icon on its colour, or a monogram. All three have the same size and an
 * edge, so that black marks stay visible on dark. A picture that cannot be loaded leaves the monogram below it in sight.
 * Decorative: the name always stands beside it.
 */
export function Logo({ logo, size = 'm' }: { logo: ProviderLogo; size?: 's' | 'm' | 'l' }) {
  return (
    <span aria-hidden="true" className={`relative grid shrink-0 place-items-center overflow-hidden font-bold tracking-[.02em] text-white ring-1 ring-inset ring-white/15 select-none ${frame[size]}`} style={{ background: paint(logo.monogram) }}>
      {logo.monogram.text}
      {logo.kind === 'icon' && <LogoPicture src={`/api/logos/icon/${logo.slug}/${pickGlyphTone(logo.hex)}`} background={`#${logo.hex}`} className="p-[22%]" />}
      {logo.kind === 'image' && <LogoPicture src={logo.url} className={`bg-white p-1.5 ${logo.urlDark ? 'dark:hidden' : ''}`} />}
      {logo.kind === 'image' && logo.urlDark && <LogoPicture src={logo.urlDark} className="hidden bg-well p-1.5 dark:block" />}
    </span>
  )
}

/** The hues come from monogramOf, which only gives those on which white keeps 4.5:1 at this lightness. */
const paint = ({ hue }: Monogram): string => `hsl(${hue} 46% 40%)`
