import type { ProviderLogo } from '#src/engine/catalog/ProviderView.ts'
import { pickGlyphColor } from './pickGlyphColor.ts'

const frame = { s: 'size-8 rounded-lg text-2xs', m: 'size-10 rounded-[10px] text-[13px]', l: 'size-14 rounded-[14px] text-lg' } as const
const glyph = { s: 'size-[18px]', m: 'size-[22px]', l: 'size-[30px]' } as const

/**
 * A provider's logo: the brand's own image, its icon on its colour, or a monogram. All three have the same size and an
 * edge, so that black marks stay visible on dark. Decorative: the name always stands beside it.
 */
export function Logo({ logo, size = 'm' }: { logo: ProviderLogo; size?: 's' | 'm' | 'l' }) {
  const box = `relative grid shrink-0 place-items-center overflow-hidden font-bold tracking-[.02em] select-none ring-1 ring-inset ring-white/15 ${frame[size]}`
  if (logo.kind === 'image') {
    return (
      <span aria-hidden="true" className={`${box} bg-white`}>
        <picture className="contents">
          {logo.urlDark && <source srcSet={logo.urlDark} media="(prefers-color-scheme: dark)" />}
          <img src={logo.url} alt="" loading="lazy" className="size-full object-contain p-1.5" />
        </picture>
      </span>
    )
  }
  if (logo.kind === 'icon') {
    const hex = logo.hex.replace('#', '')
    return (
      <span aria-hidden="true" className={box} style={{ background: `#${hex}` }}>
        <svg viewBox="0 0 24 24" className={glyph[size]} fill={pickGlyphColor(hex)}><path d={logo.path} /></svg>
      </span>
    )
  }
  // The hues come from monogramOf, which only gives those on which white keeps 4.5:1 at this lightness.
  return (
    <span aria-hidden="true" className={`${box} text-white`} style={{ background: `hsl(${logo.hue} 46% 40%)` }}>
      {logo.text}
    </span>
  )
}
