import type { MailWords } from './enMail.ts'

export const deMail: MailWords = {
  greeting: 'Guten Tag,',
  cannotClick: 'Wenn die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:',
  invitation: {
    subject: (account) => `Einladung zu ${account} auf Patchbay`,
    text: ({ inviter, account, role }) => `${inviter} lädt Sie zu ${account} auf Patchbay ein, als ${role}. Patchbay verwahrt die Schlüssel der Dienste, die ${account} nutzt.`,
    verb: 'Einladung ansehen',
    ends: (day) => `Der Link gilt einmal, bis ${day}.`,
    ignore: 'Wenn Sie nicht wissen, wer das ist, ignorieren Sie diese E-Mail. Dann geschieht nichts.',
    roles: { owner: 'Inhaberin oder Inhaber', admin: 'Admin', member: 'Mitglied', viewer: 'Betrachterin oder Betrachter' },
  },
  reset: {
    subject: 'Neues Passwort für Patchbay',
    text: 'Jemand, vermutlich Sie, hat für diese Adresse ein neues Passwort bei Patchbay angefordert.',
    verb: 'Neues Passwort festlegen',
    ends: 'Der Link gilt einmal und eine Stunde lang. Mit dem neuen Passwort werden Sie überall abgemeldet.',
    ignore: 'Wenn Sie das nicht waren, ignorieren Sie diese E-Mail. Ihr Passwort bleibt, wie es ist.',
  },
  changed: {
    subject: 'Ihr Passwort bei Patchbay wurde geändert',
    text: 'Das Passwort für diese Adresse bei Patchbay wurde soeben geändert. Wer mit dem alten angemeldet war, ist abgemeldet.',
    verb: 'Anderes Passwort festlegen',
    ignore: 'Wenn Sie das waren, ist nichts zu tun. Wenn nicht, legen Sie jetzt ein anderes Passwort fest und sagen Sie es einer Inhaberin oder einem Inhaber Ihres Kontos.',
  },
  moved: {
    subject: 'Sie melden sich bei Patchbay nun mit einer anderen Adresse an',
    text: 'Wer sich mit dieser Adresse angemeldet hat und das Passwort kennt, hat soeben eine andere Adresse angegeben. Mit dieser hier kann sich niemand mehr anmelden.',
    verb: 'Zur Anmeldung',
    ignore: 'Wenn Sie das waren, ist nichts zu tun. Wenn nicht, sagen Sie es jetzt einer Inhaberin oder einem Inhaber Ihres Kontos: Das Mitglied kann dort entfernt werden.',
  },
  notices: {
    subject: { error: (name) => `„${name}“ funktioniert nicht mehr`, ended: (name) => `„${name}“ ist abgelaufen`, ends: (name) => `„${name}“ läuft bald ab`, rotate: (name) => `„${name}“ braucht einen neuen Schlüssel` },
    several: (n) => `Bei ${n} Verbindungen müssen Sie handeln`,
    error: ({ name, provider, account }) => `${provider} akzeptiert die Zugangsdaten von „${name}“ (${account}) nicht mehr. Was sie nutzt, erhält einen Fehler, bis sie ersetzt oder neu verbunden sind.`,
    ended: ({ name, provider, account, day }) => `„${name}“ (${provider}, ${account}) ist am ${day} abgelaufen. Was die Verbindung nutzt, erhält einen Fehler, bis sie ersetzt oder neu verbunden ist.`,
    ends: ({ name, provider, account, day }) => `„${name}“ (${provider}, ${account}) läuft am ${day} ab. Ersetzen oder verbinden Sie vorher neu, dann fällt nichts aus.`,
    rotate: ({ name, provider, account, day }) => `Der Schlüssel von „${name}“ (${provider}, ${account}) soll bis ${day} ersetzt werden. Er funktioniert auch danach weiter.`,
    more: (n) => `Und ${n} weitere.`,
    verb: 'Verbindungen ansehen',
    why: 'Sie erhalten diese E-Mail, weil Sie sich um diese Verbindungen kümmern. Sie wird einmal gesendet.',
  },
}
