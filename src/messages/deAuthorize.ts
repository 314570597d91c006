import type { enAuthorize } from './enAuthorize.ts'

/** „a, b und c“ */
const list = (words: string[]): string => new Intl.ListFormat('de-DE', { type: 'conjunction' }).format(words)

export const deAuthorize: typeof enAuthorize = {
  lead: (name) => `${name} öffnet sich in einem eigenen Fenster. Melden Sie sich dort an und erlauben Sie den Zugriff; Ihr Passwort kommt nie zu Patchbay.`,
  scopes: 'Patchbay bittet um',
  submit: (name) => `Bei ${name} autorisieren`,
  again: 'Erneut versuchen',
  waiting: (name) => `Warten auf ${name}`,
  show: 'Fenster zeigen',
  waitingText: 'Fahren Sie in dem Fenster fort, das sich geöffnet hat. Dieser Dialog merkt, wenn Sie fertig sind.',
  blocked: 'Ihr Browser hat das Fenster nicht geöffnet.',
  blockedText: 'Erlauben Sie dieser Seite Pop-up-Fenster und versuchen Sie es erneut, oder fahren Sie in diesem Tab fort: Sie kommen danach hierher zurück.',
  here: 'In diesem Tab fortfahren',
  closed: (name) => `Das Fenster wurde geschlossen, bevor ${name} geantwortet hat.`,
  closedText: 'Nichts wurde verbunden. Falls das Fenster doch noch offen ist, fahren Sie dort fort.',
  deniedHere: 'Der Zugriff wurde nicht erlaubt.',
  deniedText: 'Nichts wurde verbunden. Versuchen Sie es erneut und erlauben Sie dort den Zugriff; wo nach einem Administrator gefragt wird, fragen Sie Ihren.',
  oldServes: 'Die bisherige Autorisierung bleibt in Gebrauch.',
  stale: 'Dieser Rückweg ist verbraucht, älter als zehn Minuten oder wurde in einem anderen Browser begonnen.',
  staleText: 'Nichts wurde verbunden. Beginnen Sie von hier aus neu.',
  notSetUp: (name) => `Die Anmeldung bei ${name} ist auf dieser Installation noch nicht eingerichtet.`,
  notSetUpText: 'Ein Plattform-Admin trägt den OAuth-Client unter den eigenen Schlüsseln der Plattform ein.',
  other: {
    title: 'Das ist ein anderes Konto',
    text: ({ name, was, now }) => `„${name}“ gehört bisher ${was}. Angemeldet haben Sie sich als ${now}.`,
    unknown: 'ein anderes Konto',
    keep: (was) => `Bei ${was} bleiben`,
    use: (now) => `${now} verwenden`,
    kept: (name) => `„${name}“ bleibt, wie es war.`,
    used: (name, now) => `„${name}“ gehört jetzt ${now}.`,
    gone: 'Diese Frage ist erledigt. Nichts wurde geändert; verbinden Sie erneut.',
  },
  installation: {
    title: 'Welcher Ort ist gemeint?',
    fresh: (name) => `Die App ist an diesen Orten installiert. „${name}“ handelt an dem, den Sie wählen.`,
    text: (name) => `Die App ist an mehreren Orten installiert oder nicht mehr an dem bisherigen. „${name}“ handelt an dem, den Sie wählen.`,
    was: (was) => `Bisher war es ${was}.`,
    places: 'Orte',
    useNone: 'Diesen Ort verwenden',
  },
  waits: (name) => `„${name}“ wartet auf die Autorisierung.`,
  ended: (name, provider) => `${provider} akzeptiert die Anmeldung von „${name}“ nicht mehr.`,
  connected: (name) => `„${name}“ ist verbunden.`,
  missing: {
    lead: (name, provider) => `„${name}“ fehlt bei ${provider} ein Zugriff, der gebraucht wird.`,
    text: (scopes) => `Noch nicht erlaubt: ${list(scopes)}.`,
    verb: 'Mehr erlauben',
  },
  window: {
    connected: 'Verbunden.',
    asking: 'Patchbay hat eine Frage, bevor es verbindet.',
    failed: 'Nichts wurde verbunden.',
    close: 'Sie können dieses Fenster schließen.',
    back: 'Zurück zu Patchbay',
  },
}
