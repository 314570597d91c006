import { describe, expect, it } from 'vitest'
import { inspectLogo } from './inspectLogo.ts'

const svg = (inner: string, attributes = '') => inspectLogo({ mimeType: 'image/svg+xml', bytes: new TextEncoder().encode(`<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" ${attributes} viewBox="0 0 24 24">${inner}</svg>\n`) })
const png = (width: number, height: number) => {
  const bytes = new Uint8Array(33)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x89504e47)
  view.setUint32(12, 0x49484452)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}

describe('inspectLogo', () => {
  it.each([
    ['a path', '<path d="M0 0h24v24H0z" fill="#f60"/>'], ['a gradient', '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><path fill="url(#a)" d="M0 0h1"/>'],
    ['a reference inside', '<use href="#a"/><use xlink:href= "#b"/>'], ['an embedded picture', '<image href="data:image/png;base64,AAAA"/>'], ['a style', '<style>.a{fill:red}</style><title>A lamp</title>'],
  ])('takes a drawing with %s', (_, inner) => {
    expect(svg(inner)).toBeNull()
  })

  it.each([
    ['a script', '<script>alert(1)</script>'], ['a script of another prefix', '<svg:script/>'], ['a script of a prefix in other letters', '<é.b:script/>'], ['a handler', '<path onload="x()"/>'], ['a handler behind a slash', '<path/onclick=x()>'], ['a link', '<a href="#x"><path/></a>'],
    ['HTML', '<foreignObject><p/></foreignObject>'], ['an animation that sets links', '<set attributeName="href" to="x"/>'], ['a picture of elsewhere', '<image href="https://example.com/a.png"/>'], ['a style of elsewhere', '<style>@import "x"</style>'],
    ['an address in a style', '<path style="fill:url(https://example.com)"/>'], ['a drawing inside', '<image href="data:image/svg+xml,x"/>'], ['a script address', '<use href="javascript:x"/>'], ['one written in numbers', '<use xlink:href="&#106;avascript:x"/>'],
  ])('refuses a drawing with %s', (_, inner) => {
    expect(svg(inner)).toMatch(/more than a drawing/)
  })

  it('refuses a handler on the drawing itself, entities, and what is no drawing', () => {
    expect(svg('', 'onload="x()"')).toMatch(/more than a drawing/)
    const read = (text: string) => inspectLogo({ mimeType: 'image/svg+xml', bytes: new TextEncoder().encode(text) })
    expect(read('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>')).toMatch(/more than a drawing/)
    expect(read('<html></html>')).toMatch(/no SVG/)
    expect(read('')).toMatch(/no SVG/)
  })

  it('refuses what a browser would read in another way than it is read here', () => {
    const read = (text: string) => inspectLogo({ mimeType: 'image/svg+xml', bytes: Uint8Array.from(text, (letter) => letter.charCodeAt(0)) })
    // An escape of ISO-2022-JP in the middle of a word is nothing to a browser.
    expect(read('<?xml version="1.0" encoding="ISO-2022-JP"?><svg xmlns="http://www.w3.org/2000/svg"><scr\x1b(Bipt>1</scr\x1b(Bipt></svg>')).toMatch(/UTF-8/)
    expect(read("<?xml version='1.0' encoding='utf-16le'?><svg></svg>")).toMatch(/UTF-8/)
    expect(read('<svg>\xff</svg>')).toMatch(/UTF-8/)
    expect(read('<?xml version="1.0" encoding="utf-8" standalone="no"?>\n<svg></svg>')).toBeNull()
  })

  it('refuses a drawing that repeats itself without end in sight', () => {
    const levels = Array.from({ length: 9 }, (_, level) => `<g id="l${level + 1}">${`<use href="#l${level}"/>`.repeat(10)}</g>`)
    expect(svg(`<path id="l0" d="M0 0h1"/>${levels.join('')}<use href="#l9"/>`)).toMatch(/repeats/)
    expect(svg('<path id="l0" d="M0 0h1"/>' + '<use href="#l0"/>'.repeat(20))).toBeNull()
  })

  it('knows how large a picture is without opening it', () => {
    expect(inspectLogo({ mimeType: 'image/png', bytes: png(64, 64) })).toBeNull()
    expect(inspectLogo({ mimeType: 'image/png', bytes: png(50_000, 50_000) })).toMatch(/50000 × 50000/)
    expect(inspectLogo({ mimeType: 'image/png', bytes: png(0, 10) })).toMatch(/empty/)
  })

  it('refuses what only says it is a picture, and what is cut off', () => {
    for (const mimeType of ['image/png', 'image/webp', 'image/jpeg']) {
      expect(inspectLogo({ mimeType, bytes: new TextEncoder().encode('<script>1</script>') })).toMatch(/not the picture/)
      expect(inspectLogo({ mimeType, bytes: new Uint8Array(3) })).toMatch(/not the picture/)
    }
    expect(inspectLogo({ mimeType: 'image/jpeg', bytes: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xc0, 0, 8, 8, 0, 16, 0, 32, 1]) })).toBeNull()
  })
})
