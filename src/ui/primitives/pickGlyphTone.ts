const channel = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)

/** Relative luminance (WCAG 2.2) of a colour of six hex digits, 0 to 1. */
export function measureLuminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** White (`light`) on a brand's colour where it reaches 3:1 (graphics, WCAG 1.4.11), else near-black (`dark`, #1c1917). */
export function pickGlyphTone(hex: string): 'light' | 'dark' {
  return 1.05 / (measureLuminance(hex) + 0.05) >= 3 ? 'light' : 'dark'
}
