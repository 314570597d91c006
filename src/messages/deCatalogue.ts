import type { Dictionary } from './Dictionary.ts'

const anyOf = (names: string[]): string => new Intl.ListFormat('de-DE', { type: 'disjunction' }).format(names)

/** The Marketplace's list, requests for providers and the provider's page in German, part of `de`. */
export const deCatalogue: Dictionary['catalogue'] = {
  sort: 'Sortierung',
  sorts: { featured: 'Empfohlen', name: 'A bis Z', newest: 'Neueste' },
  groups: { yours: 'Ihre Integrationen', featured: 'Empfohlen', all: 'Alle Integrationen' },
  showMore: (n) => `${n.toLocaleString('de-DE')} weitere zeigen`,
  shownOf: (shown, all) => `${shown.toLocaleString('de-DE')} von ${all.toLocaleString('de-DE')} gezeigt`,

  empty: {
    admin: 'Der Startkatalog enthält Einträge für bekannte Dienste. Sie können jeden davon später ändern oder entfernen.',
    load: 'Startkatalog laden',
    toPanel: 'Admin-Bereich öffnen',
  },

  request: {
    missing: 'Nicht in der Liste?',
    open: 'Anbieter wünschen',
    openThis: 'Diesen Anbieter wünschen',
    title: 'Einen Anbieter wünschen',
    lead: 'Die Admins der Plattform lesen den Wunsch und antworten hier.',
    name: 'Dienst',
    website: 'Webseite',
    websiteExample: 'beispiel.de',
    why: 'Wofür Sie ihn brauchen',
    optional: 'freiwillig',
    noKeys: 'Lassen Sie Schlüssel und Passwörter weg: Ein Wunsch braucht keine.',
    send: 'Wunsch senden',
    nameNeeded: 'Nennen Sie den Dienst.',
    sent: (name) => `„${name}“ ist gewünscht. Die Antwort erscheint hier.`,
    known: (name) => `Ihr Konto hat sich „${name}“ schon gewünscht. Die Antwort erscheint hier.`,
    viewer: 'Betrachter können keine Anbieter wünschen.',
    yours: 'Wünsche Ihres Kontos',
    asked: 'Gewünscht',
    answer: 'Antwort',
    connect: 'Verbinden',
    states: { open: 'Offen', planned: 'Geplant', done: 'Erledigt', declined: 'Abgelehnt' },
    wanted: (name) => `Sagen, dass Sie ${name} brauchen`,
  },

  ask: (names) => (names.length === 0 ? 'Fragen Sie einen Inhaber oder Admin dieses Kontos.' : `Fragen Sie ${anyOf(names)}.`),
  viewerMayNot: 'Betrachter können keine Dienste verbinden.',

  about: 'Über den Anbieter',
  runBy: 'Betrieben von',
  category: 'Kategorie',
  changed: 'Eintrag geändert',
  statusPage: 'Betriebsstatus',
  sends: 'Was Patchbay senden wird und wohin',
  scopesLead: 'Beim Anbieter muss der Schlüssel dies dürfen:',
  scopes: {
    read: (what) => `${what} lesen`,
    write: (what) => `${what} lesen und ändern`,
    send: (what) => `${what} senden`,
    create: (what) => `${what} anlegen`,
    delete: (what) => `${what} löschen`,
    manage: (what) => `${what} verwalten`,
    other: (what) => `${what} verwenden`,
  },
  commonScopes: { openid: 'wissen, wer Sie dort sind', profile: 'Ihren Namen und Ihr Bild sehen', email: 'Ihre E-Mail-Adresse sehen', offline_access: 'verbunden bleiben, während Sie weg sind' },
  trustLink: 'Wie Schlüssel aufbewahrt werden',
  madeBy: (who) => `Angelegt durch ${who}`,
  formerMember: 'einem früheren Mitglied',
  private: 'Privat',
  toSettings: 'Alle Verbindungen in den Einstellungen',
}
