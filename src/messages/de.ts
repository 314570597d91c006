import { deAccount } from './deAccount.ts'
import { deActivity } from './deActivity.ts'
import { deAuthorize } from './deAuthorize.ts'
import { deEntry } from './deEntry.ts'
import { deMembers } from './deMembers.ts'
import { deSession } from './deSession.ts'
import { deTokens } from './deTokens.ts'
import { deUsage } from './deUsage.ts'
import { deConnect } from './deConnect.ts'
import { deCatalogue } from './deCatalogue.ts'
import { deFailure } from './deFailure.ts'
import { deConnections } from './deConnections.ts'
import { deFirstSteps } from './deFirstSteps.ts'
import { deProblems } from './deProblems.ts'
import { deKeys } from './deKeys.ts'
import { deSettings } from './deSettings.ts'
import type { Dictionary } from './Dictionary.ts'

const count = (n: number, one: string, many: string): string => `${n.toLocaleString('de-DE')} ${n === 1 ? one : many}`

/** „a, b und c“ */
const list = (words: string[]): string => new Intl.ListFormat('de-DE', { type: 'conjunction' }).format(words)

/** The German sentences. Sie-form; the words are those of docs/concepts.md. */
export const de: Dictionary = {
  common: {
    product: 'Patchbay',
    close: 'Schließen',
    cancel: 'Abbrechen',
    done: 'Fertig',
    dismiss: 'Ausblenden',
    copy: 'Kopieren',
    copied: 'Kopiert',
    copyThis: (what) => `Kopieren: ${what}`,
    clearSearch: 'Suche leeren',
    tryAgain: 'Erneut versuchen',
    skipToContent: 'Zum Inhalt springen',
    opensNewTab: '(öffnet einen neuen Tab)',
    offline: 'Patchbay ist nicht erreichbar. Prüfen Sie Ihre Netzverbindung und versuchen Sie es erneut.',
    justNow: 'gerade eben',
    inAMoment: 'gleich',
    unreadable: 'Die Antwort von Patchbay ist nicht lesbar. Versuchen Sie es gleich noch einmal.',
  },

  status: {
    disconnected: { word: 'Schlüssel fehlt', verb: 'Schlüssel hinzufügen' },
    pending: { word: 'Nicht geprüft', verb: 'Prüfen' },
    active: { word: 'Aktiv', verb: 'Verwalten' },
    error: { word: 'Handeln nötig', verb: 'Schlüssel ersetzen' },
    expired: { word: 'Abgelaufen', verb: 'Schlüssel ersetzen' },
    revoked: { word: 'Widerrufen', verb: 'Neu verbinden' },
    inactive: { word: 'Deaktiviert', verb: 'Reaktivieren' },
  },

  reason: {
    blocked: 'Von der Plattform gesperrt. Nur ein Plattform-Admin kann das aufheben.',
    credential_rejected: 'Der Anbieter hat den Schlüssel abgelehnt.',
    credential_lacks_permission: 'Dem Schlüssel fehlt eine Berechtigung.',
    reauth_required: 'Die Anmeldung beim Anbieter ist beendet.',
    provider_unreachable: 'Der Anbieter war nicht erreichbar.',
    provider_timeout: 'Der Anbieter hat nicht rechtzeitig geantwortet.',
    connection_disconnected: 'Es wurde noch kein Schlüssel hinzugefügt.',
  },

  shell: {
    nav: 'Hauptnavigation',
    marketplace: 'Marktplatz',
    settings: 'Einstellungen',
    switchAccount: 'Konto wechseln',
    accountIs: (name) => `Konto: ${name}. Konto wechseln`,
    yourMenu: (name) => `${name}, Ihr Menü`,
    theme: 'Darstellung',
    themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
    language: 'Sprache',
    languageAsBrowser: 'Wie der Browser',
    languages: { en: 'English', de: 'Deutsch' },
    adminPanel: 'Verwaltung',
    signOut: 'Abmelden',
    roles: { owner: 'Inhaber', admin: 'Admin', member: 'Mitglied', viewer: 'Betrachter' },
  },

  signIn: {
    title: 'Anmelden',
    lead: 'Die Integrationen Ihres Teams an einem Ort.',
    email: 'E-Mail',
    password: 'Passwort',
    submit: 'Anmelden',
    submitting: 'Anmeldung läuft…',
    wrong: 'E-Mail und Passwort gehören nicht zusammen. Prüfen Sie beides und versuchen Sie es erneut.',
    note: 'Noch kein Zugang? Ein Inhaber oder Admin aus dem Konto Ihres Teams lädt Sie ein.',
  },

  noAccount: {
    title: 'Sie gehören noch zu keinem Konto',
    text: 'Integrationen gehören zu einem Konto. Ein Inhaber oder Admin des Kontos Ihres Teams kann Sie aufnehmen. Sie sind angemeldet als:',
    admin: 'Als Plattform-Admin können Sie Konten und Anbieter in der Verwaltung anlegen.',
  },

  marketplace: {
    title: 'Integrationen',
    lead: 'Verbinden Sie die Dienste, die Ihr Team nutzt. Schlüssel werden vor dem Speichern verschlüsselt und nie wieder angezeigt.',
    browse: 'Entdecken',
    yours: 'Ihre Integrationen',
    searchLabel: 'Dienste suchen',
    category: 'Kategorie',
    signInFacet: 'Anmeldung',
    signIn: { key: 'API-Schlüssel', oauth: 'OAuth' },
    filters: 'Filter',
    apply: 'Anwenden',
    clearAll: 'Alle entfernen',
    countAll: (n) => count(n, 'Integration', 'Integrationen'),
    countIn: (n, where) => `${count(n, 'Integration', 'Integrationen')} in ${list(where)}`,
    countFor: (n, query, where) => `${count(n, 'Integration', 'Integrationen')} für „${query}“${where.length > 0 ? ` in ${list(where)}` : ''}`,
    noneTitle: (query) => (query === '' ? 'Zu diesen Filtern passt nichts' : `Nichts gefunden für „${query}“`),
    noneText: 'Versuchen Sie es mit weniger Buchstaben, oder suchen Sie nach der Aufgabe, etwa „email“ oder „payments“.',
    noneButElsewhere: (n) => `Ohne die Filter ${n === 1 ? 'passt' : 'passen'} ${count(n, 'Integration', 'Integrationen')}.`,
    clearFilters: 'Filter entfernen',
    showAll: 'Alle Integrationen zeigen',
    emptyTitle: 'Der Katalog ist leer',
    emptyText: 'Ein Plattform-Admin legt die ersten Anbieter an. Sie erscheinen sofort hier.',
    noYoursTitle: 'Noch keine Integrationen',
    noYoursText: 'Verbinden Sie einen Dienst, und er erscheint hier: wer ihn verbunden hat und wie es ihm geht.',
    browseAll: 'Integrationen entdecken',
  },

  card: {
    connected: 'Verbunden',
    comingSoon: 'Demnächst',
    retiring: 'Läuft aus',
    verbs: { connect: 'Verbinden', manage: 'Verwalten', fix: 'Beheben', finish: 'Fertigstellen', test: 'Prüfen', view: 'Ansehen', reconnect: 'Neu verbinden' },
    connections: (n) => count(n, 'Verbindung', 'Verbindungen'),
    lastUsed: 'zuletzt verwendet',
    neverUsed: 'nie verwendet',
    notYet: 'Noch nicht verfügbar',
  },

  provider: {
    back: 'Alle Integrationen',
    connect: (name) => `${name} verbinden`,
    connectAnother: 'Weitere verbinden',
    website: 'Website',
    docs: 'Dokumentation',
    keys: 'Schlüssel verwalten',
    connections: 'Ihre Verbindungen',
    noConnections: 'Noch nichts verbunden.',
    sends: 'Was Patchbay sendet',
    untested: 'Dieser Anbieter bietet keine Möglichkeit, einen Schlüssel zu prüfen: Verbindungen bleiben „Nicht geprüft“.',
    use: 'In Ihrem Code verwenden',
    useLead: 'Der Schlüssel wird im Moment des Aufrufs nachgeschlagen und steht nie in Ihrem Code.',
    inServerCode: 'In Server-Code',
    throughProxy: 'Über HTTP, von überall',
    comingSoon: 'Diese Integration wird vorbereitet. Sie kann noch nicht verbunden werden.',
    hidden: 'Neue Verbindungen sind nicht möglich. Bestehende funktionieren weiter.',
    retired: 'Dieser Anbieter läuft aus. Bestehende Verbindungen funktionieren vorerst weiter.',
    replacedBy: (name) => `Stattdessen ${name} verwenden`,
    viewerMayNot: 'Betrachter können keine Dienste verbinden. Wenden Sie sich an einen Inhaber oder Admin dieses Kontos.',
  },

  sends: {
    nothing: 'Nichts wird gesendet: Der Schlüssel wird nur Ihrem eigenen Server-Code übergeben.',
    yourKey: 'Ihr Schlüssel',
    token: 'Das Zugriffstoken',
    before: { header: 'im Header', query: 'im Query-Parameter', cookie: 'im Cookie', body: 'im Feld', path: 'in der Adresse' },
    after: { header: '', query: '', cookie: '', body: 'des Inhalts', path: '' },
    and: 'und',
    onlyTo: 'nur an',
    ownHost: 'nur an die Adresse, die Sie eingeben',
  },

  connect: deConnect,
  authorize: deAuthorize,

  catalogue: deCatalogue,

  keys: deKeys,

  settings: deSettings,

  members: deMembers,
  tokens: deTokens,
  usage: deUsage,
  account: deAccount,
  entry: deEntry,
  session: deSession,
  connections: deConnections,

  firstSteps: deFirstSteps,

  activity: deActivity,

  missing: {
    title: 'Hier ist nichts',
    text: 'Die Adresse ist vielleicht falsch geschrieben, oder sie gehört zu einem anderen Konto.',
    toMarketplace: 'Zum Marktplatz',
  },
  failure: deFailure,

  problem: deProblems,
}
