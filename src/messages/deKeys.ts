import type { Dictionary } from './Dictionary.ts'

/** "How keys are kept" in German, part of `de`. */
export const deKeys: Dictionary['keys'] = {
  title: 'Wie Schlüssel aufbewahrt werden',
  lead: 'Was mit einem Schlüssel geschieht, nachdem Sie ihn eingefügt haben, in einfachen Worten.',
  points: [
    { title: 'Vor dem Speichern verschlüsselt', text: 'Ein Schlüssel wird mit AES-256-GCM unter einem Datenschlüssel versiegelt, der nur Ihrem Konto gehört. Die Datenbank, ihre Kopien und ihre Sicherungen enthalten nur die versiegelte Form.' },
    { title: 'Nie wieder angezeigt', text: 'Keine Seite, keine Antwort der API und kein Export gibt einen Schlüssel zurück, weder Ihnen noch uns noch einem Plattform-Admin. Sie sehen eine Maske wie sk-…AbCd; um einen Schlüssel zu ändern, ersetzen Sie ihn.' },
    { title: 'Nur dorthin gesendet, wo Sie zugestimmt haben', text: 'Die Hosts, die ein Anbieter beim Verbinden genannt hat, sind an den versiegelten Schlüssel gebunden. Nennt ein Anbieter später einen weiteren Host, wird zuerst ein Inhaber oder Admin Ihres Kontos gefragt.' },
    { title: 'Nur von Ihrem Konto verwendet', text: 'Private Verbindungen dienen nur der Person, die sie angelegt hat, geteilte den Mitgliedern des Kontos. Andere Konten können sie weder sehen noch verwenden noch zählen.' },
    { title: 'Jede Verwendung hinterlässt eine Spur', text: 'Änderungen, Ablehnungen und Übergaben an Server-Code sind Ereignisse, die Ihr Konto unter Aktivität liest. Kein Ereignis enthält einen Schlüssel.' },
    { title: 'Sofort vernichtet', text: 'Wer eine Verbindung löscht oder widerruft, vernichtet ihren Schlüssel sofort; wer das Konto löscht, vernichtet den Datenschlüssel, mit dem alles versiegelt wurde. Einen Schlüssel, den es auch beim Anbieter gibt, ziehen wir dort zurück, wo der Anbieter das erlaubt; sonst sehen Sie, wo Sie es tun.' },
  ],
  back: 'Zum Marktplatz',
}
