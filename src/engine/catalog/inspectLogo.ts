import { measureSvg } from './measureSvg.ts'
import { readSvgTree, type SvgElement } from './readSvgTree.ts'

/** Longest side of a logo: a few kilobytes can claim a picture that fills a browser's memory. */
const maxSide = 4_096

/** What a drawing has no need of and a browser would run, load or follow; `on…=` are handlers. */
const activeSvg = /<\s*(?:[^\s<>/:]+:)?(?:script|foreignObject|iframe|embed|object|handler|set|animate\w*|a)\b|[\s/"']on\w+\s*=|javascript:|<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|@import|(?:href|src)\s*=\s*["']?\s*(?!["'#\s]|data:image\/(?:png|jpeg|webp)[;,])|url\(\s*["']?\s*(?!["'#\s]|data:image\/(?:png|jpeg|webp)[;,])/i

type Logo = { bytes: Uint8Array; mimeType: string }

/** Why these bytes are no logo, as a sentence; null when they are. What is refused is never repaired. */
export function inspectLogo({ bytes, mimeType }: Logo): string | null {
  if (mimeType === 'image/svg+xml') return inspectSvg(bytes)
  const size = sizeOf({ bytes, mimeType })
  if (size === null) return 'This file is not the picture its name says. Export it again as PNG, WebP, JPEG or SVG.'
  if (size.width === 0 || size.height === 0) return 'This picture is empty.'
  return Math.max(size.width, size.height) > maxSide ? `This picture is ${size.width} × ${size.height} pixels. A logo has up to ${maxSide} on each side.` : null
}

/** A browser reads an SVG in the encoding that it names, in which other letters may stand there than are seen here. */
function readUtf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return /[^\P{Cc}\t\n\r]/u.test(text) || /<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])/i.test(text) ? null : text
  } catch {
    return null
  }
}

/** A file of 200 kB drawn twenty times over, which a browser does in a moment. */
const mostDrawn = 4_000_000

function inspectSvg(bytes: Uint8Array): string | null {
  const text = readUtf8(bytes)
  if (text === null) return 'This SVG is not written in UTF-8. Export it again.'
  if (!/<svg[\s>]/i.test(text) || !/<\/svg\s*>\s*$/i.test(text)) return noDrawing
  // A character can be written as its number, which the patterns would not see.
  const plain = text.replace(/&#(x[0-9a-f]+|\d+);?/gi, (_, code: string) => String.fromCodePoint(Math.min(0x10ffff, code[0]?.toLowerCase() === 'x' ? Number.parseInt(code.slice(1), 16) : Number(code))))
  if (activeSvg.test(text) || activeSvg.test(plain)) return 'This SVG holds more than a drawing: scripts, links, animations or parts loaded from elsewhere. Export it as a plain SVG, or as PNG.'
  const root = readSvgTree(text)
  if (root === null) return noDrawing
  if (measureSvg(root) > mostDrawn) return 'This SVG repeats parts of itself too often. Export it as a plain SVG, or as PNG.'
  return inspectPictures(root)
}

const noDrawing = 'This file is no SVG drawing. Export it again.'

/** A picture inside a drawing can claim as much memory as one by itself. */
function inspectPictures(element: SvgElement): string | null {
  for (const text of [element.text, ...element.attributes.map(({ value }) => value)]) {
    for (const [, mimeType, form, data] of text.matchAll(/data:(image\/\w+)([^,"')]*),([^"')]*)/gi)) {
      const fault = !/;\s*base64\s*$/i.test(form as string) ? 'A picture inside this SVG cannot be read. Export it again.' : inspectLogo({ mimeType: (mimeType as string).toLowerCase(), bytes: Buffer.from(data as string, 'base64') })
      if (fault !== null) return fault
    }
  }
  return element.children.reduce<string | null>((fault, child) => fault ?? inspectPictures(child), null)
}

type Size = { width: number; height: number }

function sizeOf({ bytes, mimeType }: Logo): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (mimeType === 'image/png') return view.getUint32(0) === 0x89504e47 && view.getUint32(12) === 0x49484452 ? { width: view.getUint32(16), height: view.getUint32(20) } : null
    if (mimeType === 'image/webp') return sizeOfWebp(view)
    return mimeType === 'image/jpeg' ? sizeOfJpeg(view) : null
  } catch {
    // Cut off in the middle.
    return null
  }
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function sizeOfWebp(view: DataView): Size | null {
  if (view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57454250) return null
  const chunk = view.getUint32(12)
  if (chunk === 0x56503820) return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (chunk === 0x5650384c) {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
  }
  const side = (at: number): number => (view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16)) + 1
  return chunk === 0x56503858 ? { width: side(24), height: side(27) } : null
}

/** The frame header is the first of the SOF segments (ITU T.81, B.1). */
function sizeOfJpeg(view: DataView): Size | null {
  if (view.getUint16(0) !== 0xffd8) return null
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at)
    if (marker >> 8 !== 0xff) return null
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
  }
}
