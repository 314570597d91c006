import { currentReader } from './currentReader.ts'
import type { Dictionary } from './Dictionary.ts'

type Rule = { pattern: RegExp; translated: string }
const compiled = new WeakMap<Dictionary, Rule[]>()

/**
 * A sentence of the API in the reader's language, with its names and numbers; null where no translation is known.
 * What stands for a name is taken over as it is, so it must be text that is safe to show already; `{1:day}` is a day.
 */
export function translateSentence(english: string): string | null {
  const { language, messages } = currentReader()
  if (language === 'en') return english
  for (const { pattern, translated } of rulesOf(messages)) {
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

function rulesOf(messages: Dictionary): Rule[] {
  const known = compiled.get(messages)
  if (known !== undefined) return known
  const rules = messages.problem.sentences.map(([sentence, translated]) => ({ pattern: toPattern(sentence), translated }))
  compiled.set(messages, rules)
  return rules
}

const toPattern = (sentence: string): RegExp => new RegExp(`^${sentence.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\d)\}/g, '(?<p$1>.+?)')}$`, 's')
