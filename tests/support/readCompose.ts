import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

export type ComposeService = { image?: string; command?: string | string[]; environment?: Record<string, string>; depends_on?: Record<string, { condition: string }>; ports?: string[]; stop_grace_period?: string }

/** The services of compose.yaml with their variables filled in, as `docker compose config` would give them. A variable that must be set and is not throws. */
export function readCompose(given: Record<string, string>): Record<string, ComposeService> {
  const text = readFileSync(join(import.meta.dirname, '../../compose.yaml'), 'utf8')
  const { services } = parse(text, { merge: true }) as { services: Record<string, ComposeService> }
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return fillText({ text: value, given })
    if (Array.isArray(value)) return value.map(fill)
    return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one)])) : value
  }
  return fill(services) as Record<string, ComposeService>
}

function fillText({ text, given }: { text: string; given: Record<string, string> }): string {
  return text.replaceAll(/\$\$|\$\{(\w+)(?::([-?])([^}]*))?\}/g, (whole, name?: string, kind?: string, rest = '') => {
    if (name === undefined) return '$'
    const value = given[name] ?? ''
    if (value !== '' || kind === undefined) return value
    if (kind === '?') throw new Error(`compose.yaml asks for ${name}: ${rest}`)
    return String(rest)
  })
}
