import type { Dictionary } from './Dictionary.ts'

const count = (n: number, one: string, many: string): string => `${n.toLocaleString('de-DE')} ${n === 1 ? one : many}`

/** Settings → Integrations in German: what one does with connections; part of `de`. */
export const deConnections: Dictionary['connections'] = {
  sort: 'Sortieren',
  sorts: { '': 'Anbieter', name: 'Name', owner: 'Inhaber', status: 'Dringlichkeit', '-used': 'Zuletzt verwendet', used: 'Am längsten ungenutzt', expires: 'Läuft zuerst ab' },
  use: 'Verwendet',
  uses: { idle: 'Seit 90 Tagen nicht', never: 'Nie' },
  private: 'Privat',
  more: (n) => `${n.toLocaleString('de-DE')} weitere zeigen`,
  activity: 'Aktivität',
  noOwner: 'ohne Inhaber',
  verbs: { deactivate: 'Deaktivieren…', expiry: 'Ablaufdatum…' },

  by: { server: 'von Server-Code', token: (name) => `von API-Token „${name}“`, anyToken: 'von einem API-Token', user: (name) => `von ${name}`, you: 'von Ihnen', former: 'von einem früheren Mitglied' },

  test: {
    passed: (ms) => `Prüfung bestanden in ${ms.toLocaleString('de-DE')}\u00a0ms`,
    refused: (ms) => `Prüfung nach ${ms.toLocaleString('de-DE')}\u00a0ms abgelehnt`,
    undecided: (why) => `Prüfung ohne Ergebnis: ${why}. Über den Schlüssel sagt das nichts`,
    none: 'noch nicht geprüft',
    why: { provider_unreachable: 'der Anbieter war nicht erreichbar', provider_timeout: 'keine Antwort in der vorgesehenen Zeit', rate_limited: 'der Anbieter bat, langsamer zu machen', provider_error: 'der Anbieter antwortete mit einem Fehler', credential_lacks_permission: 'der Schlüssel darf nicht, was die Prüfung verlangt' },
    otherwise: 'der Anbieter konnte es nicht sagen',
    words: 'Wortlaut des Anbieters',
  },
  deactivated: (by, when, reason) => `von ${by ?? 'jemandem'}, ${when}${reason ? `: „${reason}“` : ''}`,
  blocked: (reason) => `Von der Plattform gesperrt: „${reason}“. Nur ein Plattform-Admin kann das aufheben.`,

  revocation: {
    here: 'Schlüssel hier vernichtet',
    provider: { revoked: 'Beim Anbieter widerrufen', queued: 'Der Anbieter wird benachrichtigt', unsupported: 'Beim Anbieter nicht widerrufen', failed: 'Der Anbieter war nicht zu erreichen' },
  },
  expiry: {
    expired: 'abgelaufen',
    rotateSoon: (when) => `${when} ersetzen`,
    overdue: (days) => (days === 0 ? 'heute ersetzen' : `Ersatz seit ${count(days, 'Tag', 'Tagen')} überfällig`),
    none: 'Kein Datum gesetzt',
    title: (name) => `Wann läuft der Schlüssel von „${name}“ ab?`,
    text: 'Nach diesem Tag gilt er als abgelaufen und wird nicht mehr verwendet. Zwei Wochen vorher steht er hier in der Liste.',
    label: 'Läuft ab am',
    hint: 'Der letzte Tag, an dem er gilt. Lassen Sie das Feld leer, wenn der Schlüssel kein Ende hat.',
    save: 'Speichern',
    saved: (name) => `Das Datum von „${name}“ ist gespeichert.`,
  },

  deactivate: {
    title: (name) => `„${name}“ deaktivieren?`,
    text: 'Aufrufe damit werden sofort abgelehnt, bis jemand die Verbindung reaktiviert. Der Schlüssel bleibt, verschlüsselt.',
    reason: 'Warum',
    optional: 'freiwillig',
    hint: 'Ihr Team sieht es, und wer deshalb abgelehnt wird.',
    confirm: 'Deaktivieren',
  },

  order: {
    open: 'Reihenfolge ändern',
    title: (provider) => `Welcher Schlüssel von ${provider} kommt zuerst?`,
    text: 'Der erste ist der Standard. Der nächste wird gefragt, wenn der davor abgelehnt wird oder warten soll. Private Schlüssel kommen danach.',
    list: 'Reihenfolge',
    up: (name) => `${name} nach oben`,
    down: (name) => `${name} nach unten`,
    drag: 'Zum Verschieben ziehen',
    moved: (name, place, of) => `${name} ist jetzt Nummer ${place} von ${of}.`,
    save: 'Reihenfolge speichern',
    saved: (provider) => `Die Reihenfolge für ${provider} ist gespeichert.`,
    stale: 'Jemand hat diese Verbindungen inzwischen geändert. So stehen sie jetzt; ordnen Sie sie noch einmal.',
  },

  notices: {
    disconnected: (name) => `„${name}“ wartet auf den Schlüssel.`,
    blocked: (name, reason) => `„${name}“ wurde von der Plattform gesperrt: „${reason}“.`,
    cut: 'Von der Plattform gesperrt',
    accountCut: (reason) => `Die Plattform hat dieses Konto gesperrt${reason === '' ? '' : `: „${reason}“`}. Keiner seiner Schlüssel wird verwendet.`,
    providerCut: (provider, reason) => `Die Plattform hat ${provider} gesperrt${reason === '' ? '' : `: „${reason}“`}. Schlüssel dafür werden nicht verwendet.`,
    onlyPlatform: 'Nur ein Plattform-Admin kann das aufheben.',
    who: (owner) => `${owner} oder ein Admin dieses Kontos kann das tun.`,
    onlyManagers: 'Ein Inhaber oder Admin dieses Kontos kann das tun.',
    changeDate: 'Datum ändern',
    inNav: (n) => `Bei ${count(n, 'Verbindung', 'Verbindungen')} müssen Sie handeln`,
  },

  gone: 'Diese Verbindung gibt es nicht mehr, oder Sie dürfen sie nicht mehr sehen. Die Liste wurde neu gelesen.',
  stale: 'Jemand anderes hat diese Verbindung inzwischen gespeichert. Sie sehen jetzt deren Stand; Ihre Änderung wurde nicht gemacht.',
  renameStale: (name) => `Jemand anderes hat diese Verbindung inzwischen geändert; sie heißt jetzt „${name}“. Speichern Sie noch einmal, um ihr Ihren Namen zu geben.`,
  rename: { label: (name) => `Neuer Name von ${name}`, cancel: 'Abbrechen' },
  whyThisKey: 'Warum dieser Schlüssel?',
}
