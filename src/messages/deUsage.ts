import type { Dictionary } from './Dictionary.ts'

const count = (n: number, one: string, many: string): string => `${n.toLocaleString('de')} ${n === 1 ? one : many}`

export const deUsage: Dictionary['usage'] = {
  title: (name) => `Nutzung von ${name}`,
  line: (week, month) => `${week.toLocaleString('de')} in 7 Tagen, ${month.toLocaleString('de')} in 30`,
  bySource: (own, builtIn) => `Letzte 30 Tage: ${count(own, 'Verwendung', 'Verwendungen')} eigener Schlüssel, ${count(builtIn, 'Aufruf', 'Aufrufe')} mit dem Schlüssel der Plattform.`,
  ownOnly: (own) => `Letzte 30 Tage: ${count(own, 'Verwendung', 'Verwendungen')} eigener Schlüssel.`,
  period: 'Zeitraum',
  periods: { day: '24 Stunden', week: '7 Tage', month: '30 Tage' },
  loading: 'Die Zahlen werden gelesen…',
  unknown: 'Die Zahlen lassen sich gerade nicht lesen.',
  none: 'In dieser Zeit nicht verwendet.',
  hours: (n, most) => `Nach Stunden, ${count(n, 'Aufruf', 'Aufrufe')}${most < n ? `; höchstens ${most.toLocaleString('de')} in einer Stunde` : ''}.`,
  days: (n, most) => `Nach Tagen (UTC), ${count(n, 'Aufruf', 'Aufrufe')}${most < n ? `; höchstens ${most.toLocaleString('de')} an einem Tag` : ''}.`,
  calls: 'Aufrufe',
  errors: 'Ohne Erfolg',
  noErrors: 'keine',
  time: 'Bis die Antwort beginnt',
  timeOf: (half, most) => `die Hälfte binnen ${half}, 95 % binnen ${most}`,
  bytes: 'Datenmenge',
  bytesOf: (sent, received) => `${sent} gesendet, ${received} empfangen`,
  retries: 'Wiederholt',
  passedOver: 'Von einem anderen Schlüssel bedient',
  handedOut: 'Dem Code der Plattform übergeben',
  tokens: 'KI-Tokens',
  tokensOf: (sent, received, answers) => `${sent} hinein, ${received} heraus, laut ${answers === 1 ? 'einer Antwort' : `${answers.toLocaleString('de')} Antworten`}`,
  cost: 'Kosten',
  causes: {
    refused: 'Der Schlüssel wurde abgelehnt', rateLimited: 'Der Anbieter bat um weniger Aufrufe', clientErrors: 'Die Anfrage wurde nicht angenommen', serverErrors: 'Beim Anbieter lag ein Fehler vor', unreachable: 'Der Anbieter war nicht zu erreichen',
    timeouts: 'Keine Antwort in der Zeit', brokenOff: 'Die Antwort brach ab', notSent: 'Von Patchbay vor dem Senden abgelehnt', givenUp: 'Der Aufrufer ging vor der Antwort',
  },
}
