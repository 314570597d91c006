import type { Dictionary } from './Dictionary.ts'

const count = (n: number, one: string, many: string): string => `${n.toLocaleString('de-DE')} ${n === 1 ? one : many}`

/** Einstellungen → Konto und Einstellungen → Ihr Profil, Teil von `de`. */
export const deAccount: Dictionary['account'] = {
  title: 'Konto',
  lead: 'Wie das Konto heißt und wie es endet.',
  name: 'Bezeichnung',
  nameHint: 'Sichtbar für alle im Konto.',
  noName: 'Geben Sie dem Konto einen Namen.',
  save: 'Speichern',
  saved: 'Gespeichert.',
  whoRenames: 'Inhaber und Admins des Kontos können es umbenennen.',
  id: 'Kennung des Kontos',
  idHint: 'Damit nennen Programme das Konto.',
  deleteTitle: 'Konto löschen',
  deleteText: 'Alle Verbindungen, Schlüssel, API-Token und Mitgliedschaften verschwinden sofort und endgültig. Der Schlüssel, mit dem das Konto versiegelt ist, wird vernichtet: Nichts davon lässt sich je wieder öffnen.',
  whoDeletes: 'Inhaber des Kontos können es löschen.',
  deleteVerb: 'Konto löschen …',
  dialog: {
    title: (name) => `${name} löschen?`,
    text: 'Niemand kann das rückgängig machen.',
    goes: 'Damit verschwinden:',
    connections: (n) => count(n, 'Verbindung samt Schlüssel', 'Verbindungen samt Schlüsseln'),
    members: (n) => count(n, 'Mitgliedschaft', 'Mitgliedschaften'),
    tokens: (n) => count(n, 'API-Token', 'API-Token'),
    atProvider: 'Bei den Anbietern bleiben Schlüssel gültig, bis Sie sie dort widerrufen.',
    type: (name) => `Geben Sie zur Bestätigung „${name}“ ein`,
    confirm: 'Endgültig löschen',
  },

  you: {
    title: 'Ihr Profil',
    lead: 'Wie andere Sie sehen und wie Sie sich anmelden. Gilt in jedem Ihrer Konten.',
    name: 'Ihr Name',
    noName: 'Geben Sie Ihren Namen an.',
    secretName: 'Der Name sieht wie ein Schlüssel aus. Schreiben Sie einen Namen und lassen Sie Schlüssel heraus.',
    email: 'E-Mail',
    emailHint: 'Damit melden Sie sich an.',
    save: 'Speichern',
    saved: 'Gespeichert.',
    password: 'Passwort ändern',
    passwordText: 'Ihre Anmeldungen auf anderen Geräten enden. Diese hier bleibt.',
    current: 'Jetziges Passwort',
    next: 'Neues Passwort',
    nextHint: (length) => `Mindestens ${length} Zeichen. Ein paar Wörter hintereinander sind gut.`,
    change: 'Passwort ändern',
    changed: 'Ihr Passwort ist geändert.',
    wrong: 'Das ist nicht Ihr jetziges Passwort.',
    weak: 'Dieses Passwort ist zu leicht zu erraten. Nehmen Sie mindestens 12 Zeichen und nicht Ihre Adresse.',
    tooMany: 'Zu viele Versuche. Warten Sie zehn Minuten und versuchen Sie es dann erneut.',
  },
}
