/**
 * Hues on which white text keeps a contrast of 4.5:1 when the tile is painted `hsl(<hue> 50% 40%)` or darker. Yellow
 * to cyan are left out: at the same lightness they shine too bright.
 */
const HUES = [4, 16, 28, 205, 215, 225, 240, 255, 270, 285, 300, 315, 330, 345]

/**
 * The stand-in for a logo: two letters of the name and a hue that stays the same for the same name.
 * Paint it `hsl(<hue> 50% 40%)` with white letters. Client-safe.
 */
export function monogramOf(name: string): { text: string; hue: number } {
  const words = name.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []
  const [first = '', second] = words
  const letters = second === undefined ? [...first].slice(0, 2) : [[...first][0], [...second][0]]
  const text = letters.join('').toUpperCase()
  let sum = 0
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) as number)) % 1_000_003
  return { text: text === '' ? '?' : text, hue: HUES[sum % HUES.length] as number }
}
