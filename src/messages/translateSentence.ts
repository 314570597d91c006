import { currentReader } from './currentReader.ts'
import type { Reader } from './Reader.ts'

type Rule = { pattern: RegExp; translated: string }
const compiled = new WeakMap<Reader, Rule[]>()

/**
 * A sentence of the API in the reader's language, with its names and numbers; null where no translation is known. Those
 * about rows are known in the admin panel alone.
 * What stands for a name is taken over as it is, so it must be text that is safe to show already; `{1:day}` is a day.
 */
export function translateSentence(english: string): string | null {
  const reader = currentReader()
  if (reader.language === 'en') return english
  for (const { pattern, translated } of rulesOf(reader)) {
    const found = pattern.exec(english)
    if (found !== null) return translated.replace(/\{(\d)(:day)?\}/g, (_, name: string, isDay?: string) => (isDay ? sayDay : String)(found.groups?.[`p${name}`] ?? ''))
  }
  return null
}

/** `20 November 2026`, as the API writes days, in the reader's way; anything else as it is. */
function sayDay(english: string): string {
  const at = new Date(`${english} UTC`)
  if (!/^\d{1,2} [A-Z][a-z]+ \d{4}$/.test(english) || Number.isNaN(at.getTime())) return english
  return new Intl.DateTimeFormat(currentReader().locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at)
}

function rulesOf(reader: Reader): Rule[] {
  const known = compiled.get(reader)
  if (known !== undefined) return known
  const rules = [...reader.messages.problem.sentences, ...(reader.panel?.sentences ?? [])].map(([sentence, translated]) => ({ pattern: toPattern(sentence), translated }))
  compiled.set(reader, rules)
  return rules
}

const toPattern = (sentence: string): RegExp => new RegExp(`^${sentence.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\d)\}/g, '(?<p$1>.+?)')}$`, 's')
