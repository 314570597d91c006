import type { Dictionary } from './Dictionary.ts'

const count = (n: number, one: string, many: string): string => `${n.toLocaleString('de-DE')} ${n === 1 ? one : many}`

/** Einstellungen → Mitglieder, Teil von `de`. */
export const deMembers: Dictionary['members'] = {
  title: 'Mitglieder',
  lead: (account) => `Wer zu ${account} gehört und was sie tun dürfen.`,
  invite: 'Jemanden einladen',
  you: 'Sie',
  whoCan: 'Inhaber und Admins des Kontos laden Personen ein und entfernen sie. Fragen Sie eine dieser Personen.',
  columns: { person: 'Person', role: 'Rolle', since: 'Mitglied seit', seen: 'Zuletzt aktiv', actions: 'Was zu tun ist' },
  neverSeen: 'Noch nicht',
  roleMeans: {
    owner: 'Alles, auch das Konto löschen oder übergeben.',
    admin: 'Lädt Personen ein, verwaltet alle Verbindungen und API-Token.',
    member: 'Verbindet Dienste und nutzt sie.',
    viewer: 'Sieht alles Geteilte und ändert nichts.',
  },
  more: (name) => `Mehr zu ${name}`,
  verbs: { role: 'Rolle ändern', remove: 'Entfernen', leave: 'Konto verlassen', handOver: 'Konto übergeben' },
  gone: 'Sie gehören nicht mehr zu diesem Konto, oder diese Person ist nicht mehr da. Die Seite zeigt den jetzigen Stand.',

  inviteDialog: {
    title: 'Jemanden einladen',
    email: 'E-Mail',
    role: 'Rolle',
    send: 'Einladung senden',
    sending: 'Wird gesendet …',
    empty: 'Geben Sie die Adresse an, an die die Einladung geht.',
    wrong: 'Das sieht nicht wie eine E-Mail-Adresse aus, etwa name@example.com.',
    hint: 'Die Person bekommt einen Link, der einmal und sieben Tage lang gilt.',
    noMail: 'Diese Installation versendet keine E-Mails. Sie bekommen einen Link, den Sie selbst weitergeben.',
    tooMany: 'Das waren viele Einladungen in einer Stunde. Warten Sie eine Weile.',
  },
  invited: {
    sent: (email) => `Eine Einladung ist unterwegs an ${email}.`,
    failed: (email) => `${email} ist eingeladen, aber die E-Mail ließ sich nicht senden. Senden Sie sie später erneut.`,
    linkTitle: 'Geben Sie diesen Link weiter',
    linkText: (email) => `Von hier gehen keine E-Mails ab. Geben Sie diesen Link ${email} auf einem Weg, den nur diese Person liest. Er wird jetzt und nie wieder gezeigt, gilt einmal und lässt ein, wer ihn öffnet.`,
    link: 'Einladungslink',
  },

  pending: {
    title: 'Eingeladen, noch nicht da',
    by: (name) => `von ${name}`,
    ends: 'Endet',
    ended: 'Abgelaufen',
    resend: 'Erneut senden',
    withdraw: 'Zurückziehen',
    resendTo: (email) => `Erneut an ${email} senden`,
    withdrawOf: (email) => `Einladung von ${email} zurückziehen`,
    withdrawn: (email) => `Die Einladung von ${email} gilt nicht mehr.`,
  },

  roleDialog: {
    title: (name) => `Rolle von ${name}`,
    save: 'Speichern',
    saved: (name, role) => `${name} ist jetzt: ${role}.`,
    losesTokens: 'Ihre API-Token und die Einladungen, die sie verschickt hat, enden.',
    ownersOnly: 'Nur Inhaber machen andere zu Inhabern oder nehmen es zurück.',
  },

  removeDialog: {
    title: (name) => `${name} entfernen?`,
    leaveTitle: 'Konto verlassen?',
    text: 'Der Zugang endet sofort.',
    leaveText: 'Ihr Zugang endet sofort. Inhaber und Admins können Sie wieder einladen.',
    loading: 'Es wird nachgesehen, was dieser Person hier gehört …',
    unknown: 'Was dieser Person hier gehört, ließ sich nicht nachsehen. Versuchen Sie es gleich noch einmal.',
    nothing: 'Dieser Person gehört hier keine Verbindung.',
    private: (n) => `${count(n, 'private Verbindung wird', 'private Verbindungen werden')} widerrufen, der Schlüssel vernichtet:`,
    shared: (n, heir) => `${count(n, 'geteilte Verbindung läuft weiter und geht', 'geteilte Verbindungen laufen weiter und gehen')} an ${heir}:`,
    tokens: (n) => `${count(n, 'API-Token endet', 'API-Token enden')}:`,
    invitations: (n) => `${count(n, 'verschickte Einladung wird', 'verschickte Einladungen werden')} zurückgezogen.`,
    heir: 'Wem die geteilten Verbindungen danach gehören',
    confirm: 'Entfernen',
    leave: 'Verlassen',
    removed: (name) => `${name} gehört nicht mehr zum Konto.`,
  },

  handOverDialog: {
    title: 'Konto übergeben',
    text: 'Die gewählte Person wird Inhaber und Sie werden Admin. Nur ein Inhaber kann das zurücknehmen.',
    to: 'Neuer Inhaber',
    confirm: 'Übergeben',
    done: (name) => `${name} ist jetzt Inhaber des Kontos. Sie sind Admin.`,
  },
}
