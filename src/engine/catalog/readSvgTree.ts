/** An element of a drawing: `length` is that of its own tag and text in characters, `text` what stands directly in it, as it is read. */
export type SvgElement = { name: string; attributes: { name: string; value: string }[]; children: SvgElement[]; text: string; length: number }

const name = '[^\\s<>/=&"\']+'
const attribute = `\\s+(${name})\\s*=\\s*(?:"([^<"]*)"|'([^<']*)')`
const openTag = new RegExp(`<(${name})((?:${attribute})*)\\s*(/?)>`, 'y')
const closeTag = new RegExp(`</(${name})\\s*>`, 'y')
const aside = /<!--(?:(?!--)[^])*-->|<\?(?:(?!\?>)[^])*\?>/y
const cdata = /<!\[CDATA\[((?:(?!\]\]>)[^])*)\]\]>/y
const plainText = /[^<]+/y
const deepest = 500

/**
 * Reads a drawing as strictly as a browser does, which shows none that is not well-formed XML: so both see the same
 * tree. Null for anything else. Without a document type there are no entities but those of XML itself.
 */
export function readSvgTree(source: string): SvgElement | null {
  const top: SvgElement = { name: '', attributes: [], children: [], text: '', length: 0 }
  const open = [top]
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(source)
    if (found !== null) at = pattern.lastIndex
    return found
  }
  while (at < source.length) {
    const parent = open.at(-1) as SvgElement
    const [plain] = take(plainText) ?? []
    const text = plain ?? take(cdata)?.[1]
    if (text !== undefined) {
      // In CDATA a number is no character.
      parent.text += plain === undefined ? text : decode(text)
      parent.length += text.length
      continue
    }
    if (take(aside)) continue
    const closed = take(closeTag)
    if (closed) {
      if (open.length === 1 || open.pop()?.name !== closed[1]) return null
      continue
    }
    const opened = take(openTag)
    if (opened === null || open.length > deepest) return null
    const element = { name: opened[1] as string, attributes: readAttributes(opened[2] as string), children: [], text: '', length: opened[0].length }
    parent.children.push(element)
    if (opened.at(-1) === '') open.push(element)
  }
  return open.length === 1 && top.children.length === 1 && top.text.trim() === '' ? (top.children[0] as SvgElement) : null
}

const readAttributes = (source: string): SvgElement['attributes'] =>
  [...source.matchAll(new RegExp(attribute, 'g'))].map(([, key, double, single]) => ({ name: localName(key as string), value: decode(double ?? single ?? '') }))

/** Without its prefix, which a drawing chooses itself. */
export const localName = (qualified: string): string => qualified.slice(qualified.indexOf(':') + 1)

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** A character can be written as its number. */
const decode = (text: string): string =>
  text.replace(/&(?:#(x[0-9a-f]+|\d+)|(amp|lt|gt|quot|apos));/gi, (whole, code: string | undefined, entity: string | undefined) => (entity === undefined ? codePoint(code as string) : (named[entity] ?? whole)))

const codePoint = (code: string): string => String.fromCodePoint(Math.min(0x10ffff, code[0]?.toLowerCase() === 'x' ? Number.parseInt(code.slice(1), 16) : Number(code)))
