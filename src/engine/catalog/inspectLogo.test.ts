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

const dataOf = (bytes: Uint8Array): string => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`

describe('inspectLogo', () => {
  it.each([
    ['a path', '<path d="M0 0h24v24H0z" fill="#f60"/>'], ['a gradient', '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><path fill="url(#a)" d="M0 0h1"/>'],
    ['a reference inside', '<use href="#a"/><use xlink:href= "#b"/>'], ['an embedded picture', `<image href="${dataOf(png(64, 64))}"/>`], ['a style', '<style>.a{fill:red}</style><title>A lamp</title>'],
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

  const path = '<path d="M0 0h24v24H0z"/>'
  /** Ten levels, each drawn by all that the next one holds. */
  const nested = ({ kind, use, part = path, levels = 10, each = 12 }: { kind: string; use: (level: number) => string; part?: string; levels?: number; each?: number }): string =>
    `<${kind} id="l0">${part}</${kind}>${Array.from({ length: levels }, (_, level) => `<${kind} id="l${level + 1}">${`<path d="M0 0h9v9z" ${use(level)}/>`.repeat(each)}</${kind}>`).join('')}<path d="M0 0h9v9z" ${use(levels)}/>`

  it.each([
    ['patterns', nested({ kind: 'pattern', use: (level) => `fill="url(#l${level})"` })],
    ['patterns by a style', nested({ kind: 'pattern', use: (level) => `style="stroke:red;fill: url( '#l${level}' )"` })],
    ['patterns whose address is left open', nested({ kind: 'pattern', use: (level) => `style="fill:url('#l${level}"` })],
    ['patterns written in numbers', nested({ kind: 'pattern', use: (level) => `fill="&#117;rl(&#35;l${level})"` })],
    ['patterns of a prefix', nested({ kind: 's:pattern', use: (level) => `fill="url(#l${level})"` })],
    ['masks', nested({ kind: 'mask', use: (level) => `mask="url(#l${level})"` })],
    ['clips', nested({ kind: 'clipPath', use: (level) => `clip-path="url(#l${level})"` })],
    ['markers', nested({ kind: 'marker', use: (level) => `marker-mid="url(#l${level})"` })],
    ['one marker on a path of many points', `<marker id="m">${path.repeat(200)}</marker><path marker-mid="url(#m)" d="M0 0${'h1'.repeat(5_000)}"/>`],
    ['filters of pictures of parts', nested({ kind: 'filter', part: '<feImage href="#l0"/>', use: (level) => `filter="url(#l${level})"` })],
    ['many steps of a filter', `<filter id="f">${'<feGaussianBlur stdDeviation="9"/>'.repeat(500)}</filter><path filter="url(#f)" d="M0 0h9"/>`],
    ['patterns by rules for classes', `<style>${Array.from({ length: 11 }, (_, level) => `.c${level}{fill:url(#l${level})}`).join('')}</style>${nested({ kind: 'pattern', use: (level) => `class="c${level}"` })}`],
    ['a pattern by a rule for all', `<style>path{fill:url(#p)}</style><pattern id="p">${path}</pattern>${path}`],
    ['a pattern by a rule inside another', `<style>@media all{.a{fill:url(#p)} path{fill:url(#p)}}</style><pattern id="p">${path}</pattern>${path}`],
    ['a pattern behind comments', `<style>/* a /* b */path/**/{fill:url(#p)}/* c</style><pattern id="p">${path}</pattern>${path}`],
    ['a pattern behind an escape', `<style>.a{fill:\\75rl(#p)}</style><pattern id="p">${path}</pattern>${path}`],
    ['a pattern behind a variable', `<style>.a{--p:url(#p)}</style><pattern id="p">${path}</pattern>${path}`],
    ['a pattern that all below take over', `<pattern id="p">${path.repeat(2_000)}</pattern><g fill="url(#p)">${path.repeat(2_000)}</g>`],
    ['a mask that all below ask for', `<mask id="p">${path.repeat(2_000)}</mask><g mask="url(#p)">${'<path mask="inherit" d="M0 0"/>'.repeat(2_000)}</g>`],
    ['patterns with another id before their own', nested({ kind: 'pattern s:id="x"', use: (level) => `fill="url(#l${level})"` }).replaceAll('</pattern s:id="x">', '</pattern>')],
    ['a pattern behind an escape in an attribute', nested({ kind: 'pattern', use: (level) => `fill="\\75rl(#l${level})"` })],
    ['a pattern behind what opens no comment', `<style>.z{content:"/*"} path{fill:url(#p)}</style><pattern id="p">${path}</pattern>${path}`],
    ['a pattern behind a comment that only seems written in numbers', `<style><![CDATA[.z/&#42;{} path{fill:url(#p)}]]></style><pattern id="p">${path}</pattern>${path}`],
    ['a pattern whose property stands behind a comment', `<pattern id="p">${path.repeat(2_000)}</pattern><g style="/*;mask:*/fill:url(#p)">${path.repeat(2_000)}</g>`],
    ['many steps of a filter in one property', `<path filter="${'blur(9px) '.repeat(500)}" d="M0 0h9"/>`],
    ['many steps of a filter in a style', `<path style="filter:${'blur(9px) '.repeat(500)}" d="M0 0h9"/>`],
    ['steps of a filter by a rule', `<style>path{filter:blur(9px)}</style>${path.repeat(500)}`],
    ['a part that holds itself', '<g id="a"><use href="#a"/></g>'],
    ['two patterns that hold one another', '<pattern id="a"><path fill="url(#b)"/></pattern><pattern id="b"><path fill="url(#a)"/></pattern>'],
    ['a long chain of parts', Array.from({ length: 4_000 }, (_, at) => `<g id="g${at}"><use href="#g${at + 1}"/></g>`).join('')],
    ['a large part used often', `<path id="p" d="M0 0${'h1'.repeat(20_000)}"/>${'<use href="#p"/>'.repeat(1_000)}`],
  ])('refuses %s', (_, inner) => {
    expect(svg(inner, 'xmlns:s="http://www.w3.org/2000/svg"')).toMatch(/repeats/)
  })

  it.each([
    ['a mask round a group', `<mask id="m">${path}</mask><g mask="url(#m)">${path.repeat(300)}</g>`],
    ['clips as drawing programs write them', `<style>.st0{clip-path:url(#c);}.st1{fill:url(#g1);}.st2{fill:#fff;}</style><defs><path id="p" d="M0 0h9"/></defs><clipPath id="c"><use xlink:href="#p"/></clipPath><linearGradient id="g1"><stop offset="0"/></linearGradient>${'<g class="st0"><path class="st1 st2" d="M0 0h9"/></g>'.repeat(100)}`],
    ['a shadow', `<filter id="f"><feGaussianBlur in="SourceAlpha" stdDeviation="2"/><feOffset dy="1"/><feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge></filter><g filter="url(#f)">${path.repeat(50)}</g>`],
    ['many gradients', Array.from({ length: 60 }, (_, at) => `<linearGradient id="g${at}"><stop offset="0"/><stop offset="1"/></linearGradient><g fill="url(#g${at})">${path.repeat(20)}</g>`).join('')],
    ['a small part used often', `<path id="p" d="M0 0h1"/>${'<use href="#p"/>'.repeat(300)}`],
    ['comments, text and a style without references', `<!-- Made by hand - twice --><title>A &amp; B</title><style><![CDATA[.a{fill:red}]]></style>${path}`],
  ])('takes %s', (_, inner) => {
    expect(svg(inner)).toBeNull()
  })

  it('judges a hostile file at once, whatever it holds', () => {
    const worst = [nested({ kind: 'pattern', use: (level) => `fill="url(#l${level})"`, levels: 60, each: 90 }), '<g>'.repeat(60_000), '<a '.repeat(60_000), `<path ${' '.repeat(190_000)}!`, '<!-'.repeat(60_000), `<style>${'{'.repeat(190_000)}</style>`, `<style>${'/*'.repeat(90_000)}</style>`, `<style>${'a'.repeat(190_000)}</style>`, `<style>.a{${';'.repeat(190_000)}}</style>`, `<style>${'.a{fill:url(#a)}'.repeat(12_000)}</style>`, `<style>${'.a,'.repeat(60_000)}.a{fill:url(#a)}</style><path class="a"/>`, `<style>.a{fill:url(#a)}</style><path class="${'a '.repeat(90_000)}"/>`, `<g id="a"/>`.repeat(17_000), `<path d="${'url(#'.repeat(38_000)}"/>`, `<path d="${'url( '.repeat(38_000)}"/>`, `<path d="${"url('#".repeat(30_000)}"/>`, `<image href="${'data:image/p;'.repeat(14_000)}"/>`, `<path d="${'--'.repeat(90_000)}" style="${':'.repeat(9)}"/>`]
    for (const inner of worst) {
      const startedAt = performance.now()
      svg(inner.slice(0, 195_000))
      expect(performance.now() - startedAt, inner.slice(0, 40)).toBeLessThan(2_000)
    }
  })

  it('refuses what a browser would not read, and pictures inside that are too large', () => {
    for (const inner of ['<g>', '</g>', '<path d="M0 0" d=M0/>', '<path d="<"/>', '<g></G>', '<?', '<!-- -- -->', '< path/>']) expect(svg(inner), inner).toMatch(/no SVG|more than/)
    expect(svg(`<image href="${dataOf(png(50_000, 50_000))}"/>`)).toMatch(/50000 × 50000/)
    expect(svg(`<image href="data:image/png;a=b;base64,${dataOf(png(50_000, 50_000)).slice(22)}"/>`)).toMatch(/50000 × 50000/)
    expect(svg(`<path style="mask:url(${dataOf(png(50_000, 50_000))})"/>`)).toMatch(/50000 × 50000/)
    expect(svg('<image href="data:image/png;base64,AAAA"/>')).toMatch(/not the picture/)
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
