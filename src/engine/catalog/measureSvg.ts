import { localName, type SvgElement } from './readSvgTree.ts'

/** What is drawn of a part once all it refers to stands in its place: elements, and characters of their source. */
type Size = { elements: number; length: number }
/** `step`: no part, but a filter's function such as `blur(…)`. */
type Reference = { id: string; kind: 'once' | 'inherited' | 'marker' | 'step' }
type Drawing = { byId: Map<string, SvgElement[]>; byClass: Map<string, Reference[]>; isInheriting: boolean; known: Map<SvgElement, Size>; open: Set<SvgElement>; followed: number }

/** Enough for any paint; longer gradients count as what they are. */
const usualGradient = 2_000
/** A step of a filter works on every pixel. */
const filterStep = 10_000
/** What is left open at the end is closed by a browser. */
const address = /url\(\s*(?:"#([^"]+)(?:"|$)|'#([^']+)(?:'|$)|#([^"'()\s]+))\s*(?:\)|$)/gi
const step = /\b(?:blur|drop-shadow|brightness|contrast|grayscale|hue-rotate|invert|opacity|saturate|sepia)\(/gi
/** An address of a part; one of a picture's bytes is not. */
const anyAddress = /url\((?!\s*["']?\s*data:)/gi
/** Attributes that a browser reads as a style, with escapes. */
const painted = /^(?:fill|stroke|filter|mask|clip-path|marker|cursor)/
/** Paint and markers reach everything below an element; these do not. */
const notInherited = new Set(['mask', 'clip-path', 'filter'])
/** How far parts may stand in one another; more would also be too deep to count. */
const deepest = 300
/** References of a drawing that are followed. */
const mostFollowed = 50_000
const endless: Size = { elements: Infinity, length: Infinity }

/**
 * How many characters of source a browser draws for a drawing, everything that is repeated (`<use>`, patterns, masks,
 * clips, markers, filters) counted each time, never less than it is. Infinity where a part contains itself, or where
 * style rules refer to parts in a way that is not followed here.
 */
export function measureSvg(root: SvgElement): number {
  const drawing: Drawing = { byId: new Map(), byClass: new Map(), isInheriting: false, known: new Map(), open: new Set(), followed: 0 }
  if (!collect({ element: root, drawing })) return Infinity
  return sizeOf({ element: root, drawing }).length
}

function collect({ element, drawing }: { element: SvgElement; drawing: Drawing }): boolean {
  // A name of two prefixes stands there twice.
  for (const id of valuesOf(element, 'id')) put({ map: drawing.byId, key: id, values: [element] })
  const rules = localName(element.name) === 'style' ? [element.text] : []
  if ([...valuesOf(element, 'style'), ...rules].some(isUnclear) || element.attributes.some(({ name, value }) => painted.test(name) && isUnclear(value))) return false
  if ([...element.attributes.map(({ value }) => value), ...rules].some((text) => count(text, anyAddress) !== count(text, address))) return false
  if (element.attributes.some(({ name, value }) => name !== 'd' && /context-(?:fill|stroke)/i.test(value)) || /context-(?:fill|stroke)/i.test(element.text)) return false
  drawing.isInheriting ||= element.attributes.some(({ value }) => /\binherit\b/i.test(value)) || /\binherit\b/i.test(element.text)
  if (!rules.every((css) => readRules({ css, drawing }))) return false
  return element.children.every((child) => collect({ element: child, drawing }))
}

/**
 * Escapes, variables and paint taken from elsewhere could hide a reference, or bring it where none is written; and what
 * is a comment depends on strings and addresses round it.
 */
const isUnclear = (style: string): boolean => /\\|--[\w-]|var\(/i.test(style) || (style.includes('/*') && count(style, anyAddress) + count(style, step) > 0)

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length

/** Rules for plain classes are followed; what else refers to a part may reach any element. */
function readRules({ css, drawing }: { css: string; drawing: Drawing }): boolean {
  let seen = 0
  for (const rule of css.split('}')) {
    const [body = '', selectors = ''] = rule.split('{').reverse()
    const references = rule.includes('{') ? readDeclarations(body) : []
    seen += references.length
    if (references.length === 0) continue
    for (const selector of selectors.split(',')) {
      const found = /^\s*\.([\w-]+)\s*$/.exec(selector)
      if (found === null) return false
      put({ map: drawing.byClass, key: found[1] as string, values: references })
    }
  }
  return seen === count(css, address) + count(css, step)
}

function put<Value>({ map, key, values }: { map: Map<string, Value[]>; key: string; values: Value[] }): void {
  const kept = map.get(key)
  if (kept === undefined) map.set(key, [...values])
  else for (const value of values) kept.push(value)
}

const readDeclarations = (style: string): Reference[] =>
  style.split(';').flatMap((declaration) => {
    const colon = declaration.indexOf(':')
    return colon < 0 ? [] : readReferences({ property: declaration.slice(0, colon).trim(), value: declaration.slice(colon + 1) })
  })

const readReferences = ({ property, value }: { property: string; value: string }): Reference[] => {
  const kind = property.toLowerCase().startsWith('marker') ? 'marker' : notInherited.has(property.toLowerCase()) ? 'once' : 'inherited'
  const parts = [...value.matchAll(address)].map(([, double, single, plain]): Reference => ({ id: (double ?? single ?? plain) as string, kind }))
  return [...parts, ...[...value.matchAll(step)].map((): Reference => ({ id: '', kind: 'step' }))]
}

function sizeOf({ element, drawing }: { element: SvgElement; drawing: Drawing }): Size {
  const known = drawing.known.get(element)
  if (known !== undefined) return known
  if (drawing.open.has(element) || drawing.open.size > deepest) return endless
  drawing.open.add(element)
  const own: Size = { elements: 1, length: element.length + (/^fe[A-Z]/.test(localName(element.name)) ? filterStep : 0) }
  const linked = element.attributes.flatMap(({ name, value }) => (name === 'href' && value.trim().startsWith('#') ? [targetSize({ id: value.trim().slice(1), drawing })] : []))
  const plain = [...element.children.map((child) => sizeOf({ element: child, drawing })), ...linked].reduce((sum, one) => ({ elements: sum.elements + one.elements, length: sum.length + one.length }), own)
  const size = referencesOf({ element, drawing }).reduce((sum, { id, kind }) => {
    const target = kind === 'step' ? { elements: 1, length: filterStep } : targetSize({ id, drawing })
    const times = kind === 'marker' ? plain.length : (kind === 'once' || kind === 'step') && !drawing.isInheriting ? 1 : plain.elements
    // Nothing times without end is no number.
    return target.length === 0 ? sum : { elements: sum.elements + times * target.elements, length: sum.length + times * target.length }
  }, plain)
  drawing.open.delete(element)
  drawing.known.set(element, size)
  return size
}

const referencesOf = ({ element, drawing }: { element: SvgElement; drawing: Drawing }): Reference[] => [
  ...element.attributes.flatMap(({ name, value }) => (name === 'style' ? readDeclarations(value) : readReferences({ property: name, value }))),
  ...[...new Set(valuesOf(element, 'class').flatMap((value) => value.split(/\s+/)))].flatMap((one) => drawing.byClass.get(one) ?? []),
]

function targetSize({ id, drawing }: { id: string; drawing: Drawing }): Size {
  const targets = drawing.byId.get(decodeId(id)) ?? []
  drawing.followed += targets.length
  if (drawing.followed > mostFollowed) return endless
  const sizes = targets.map((element) => {
    const size = sizeOf({ element, drawing })
    const isGradient = /^(?:linear|radial)Gradient$/.test(localName(element.name))
    return isGradient && size.length <= usualGradient ? { elements: 0, length: 0 } : size
  })
  return sizes.reduce((most, one) => (one.length > most.length ? one : most), { elements: 0, length: 0 })
}

function decodeId(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

const valuesOf = (element: SvgElement, name: string): string[] => element.attributes.flatMap((one) => (one.name === name ? [one.value] : []))
