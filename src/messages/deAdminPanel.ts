/** German for the labels and descriptions of the admin panel, by their English text in collections and globals. */
export const deAdminPanel: Record<string, string> = {
  'What accounts are connected to: that it is there and how it fares. What it holds is seen by the account alone.': 'Womit Konten verbunden sind: dass es da ist und wie es ihm geht. Was es enthält, sieht nur das Konto.',
  'Services that accounts would like to connect. They read your answer in the Marketplace.': 'Dienste, die Konten gern verbinden würden. Ihre Antwort lesen sie im Marktplatz.',
  'Keys of your own that accounts may use where they have none, as far as you allow.': 'Eigene Schlüssel, die Konten ohne eigenen nutzen dürfen, so weit Sie es erlauben.',
  'Who did what. Nobody changes it.': 'Wer was getan hat. Niemand ändert es.',
  'Pictures of providers: PNG, WebP, JPEG or SVG, up to 200 kB.': 'Bilder der Anbieter: PNG, WebP, JPEG oder SVG, bis 200 kB.',
  // Collections, globals and their groups.
  Catalog: 'Katalog', Provider: 'Anbieter', Providers: 'Anbieter', Logo: 'Logo', Logos: 'Logos',
  'Built-in credential': 'Schlüssel der Plattform', 'Built-in credentials': 'Schlüssel der Plattform',
  Account: 'Konto', Accounts: 'Konten', Membership: 'Mitgliedschaft', Memberships: 'Mitgliedschaften', Invitation: 'Einladung', Invitations: 'Einladungen',
  Connection: 'Verbindung', Connections: 'Verbindungen', 'Routing policy': 'Schlüsselregel', 'Routing policies': 'Schlüsselregeln', 'API token': 'API-Token', 'API tokens': 'API-Token',
  User: 'Benutzer', Users: 'Benutzer', Platform: 'Plattform', 'Provider request': 'Wunsch nach einem Anbieter', 'Provider requests': 'Wünsche nach Anbietern', 'Audit event': 'Ereignis', 'Audit events': 'Protokoll',
  Marketplace: 'Marktplatz', 'Platform Settings': 'Einstellungen der Plattform',

  // Roles and states.
  Owner: 'Inhaber', owner: 'Inhaber', Admin: 'Admin', admin: 'Admin', Member: 'Mitglied', member: 'Mitglied', Viewer: 'Betrachter', viewer: 'Betrachter', 'Platform admin': 'Plattform-Admin', None: 'Keine',
  Live: 'Verfügbar', 'Coming soon': 'Demnächst', Hidden: 'Verborgen', Deprecated: 'Läuft aus',
  active: 'Aktiv', pending: 'Nicht geprüft', disconnected: 'Schlüssel fehlt', error: 'Handeln nötig', expired: 'Abgelaufen', inactive: 'Deaktiviert', revoked: 'Widerrufen',
  open: 'Offen', planned: 'Geplant', done: 'Erledigt', declined: 'Abgelehnt', denied: 'Verweigert', failed: 'Fehlgeschlagen',
  account: 'Konto', private: 'Privat', platform: 'Plattform', user: 'Benutzer', token: 'API-Token', system: 'Patchbay', anonymous: 'Niemand angemeldet',
  Auto: 'Automatisch', 'Built-in': 'Nur Plattform', 'Own key': 'Nur eigene', 'Default first': 'Standard zuerst', 'Round robin': 'Abwechselnd',
  email: 'E-Mail', hostname: 'Hostname', https_url: 'https-Adresse', integer: 'Ganze Zahl', uuid: 'UUID',
  header: 'Header', query: 'Query-Parameter', cookie: 'Cookie', body: 'Feld des Inhalts', path: 'Pfad',
  English: 'English', Deutsch: 'Deutsch',

  // Ways to authenticate.
  'API key': 'API-Schlüssel', 'Bearer token': 'Bearer-Token', 'User name and password': 'Benutzername und Passwort', 'Custom fields': 'Eigene Felder', 'OAuth 2': 'OAuth 2', 'OAuth 2 client credentials': 'OAuth 2 Client Credentials', 'Token exchange': 'Token-Tausch', 'App installation': 'App-Installation', 'OAuth client': 'OAuth-Client', Credential: 'Zugangsdaten',

  // Fields.
  'Accepted At': 'Angenommen am', 'Accepted By': 'Angenommen von', Action: 'Aktion', 'Actor Id': 'Kennung der Person', 'Actor Kind': 'Art der Person', 'Actor Label': 'Wer', Address: 'Adresse', Allow: 'Erlaubte Anfragen', Answer: 'Antwort',
  'Auth Method': 'Art der Anmeldung', 'Base URL': 'Basisadresse', 'Blocked By': 'Gesperrt von', 'Blocked Reason': 'Grund der Sperre',
  Category: 'Kategorie', 'Category Order': 'Reihenfolge der Kategorien', Changed: 'Geändert', Code: 'Code', 'Created By': 'Angelegt von', 'Credential Payload': 'Zugangsdaten', 'Daily Calls': 'Aufrufe pro Tag', Deactivation: 'Deaktivierung', Description: 'Beschreibung',
  'Display Name': 'Name', Distribution: 'Verteilung', Documentation: 'Dokumentation', Email: 'E-Mail', Enabled: 'Aktiv', Example: 'Beispiel', 'Expires At': 'Läuft ab am', Featured: 'Hervorgehoben', Field: 'Feld', Fields: 'Felder', Format: 'Format', Hint: 'Hinweis',
  'Hosts Awaiting Consent': 'Hosts ohne Zustimmung', Identity: 'Kennung beim Anbieter', 'Invited By': 'Eingeladen von', 'Is Default': 'Standard', Label: 'Beschriftung', Language: 'Sprache', 'Last Tested At': 'Zuletzt geprüft', 'Last Used At': 'Zuletzt verwendet', 'Logo on dark': 'Logo auf Dunkel',
  'Masked Credential': 'Maskierte Zugangsdaten', 'Missing Scopes': 'Fehlende Rechte', Mode: 'Modus', Name: 'Name', Note: 'Anmerkung', Outcome: 'Ergebnis', Pattern: 'Muster', Place: 'Stelle', 'Platform Name': 'Name der Plattform', 'Platform Role': 'Rolle auf der Plattform', Prefix: 'Davor', Purpose: 'Zweck', 'Request Id': 'Nummer der Anfrage', Required: 'Pflicht', 'Revoked At': 'Zurückgezogen am', Role: 'Rolle',
  'Rotate By': 'Ersetzen bis', Scopes: 'Rechte', Secret: 'Geheim', 'Sent At': 'Gesendet am', Slug: 'Kürzel', Source: 'Quelle', Status: 'Status', 'Status Note': 'Worte des Anbieters', 'Status Reason': 'Grund des Status', 'Status page': 'Statusseite', 'Support Contact': 'Kontakt für Hilfe',
  'Target Id': 'Kennung des Gegenstands', 'Target Label': 'Woran', 'Target Type': 'Art des Gegenstands', Value: 'Wert', Visibility: 'Sichtbarkeit', Website: 'Website', 'Where the credential goes': 'Wohin die Zugangsdaten gehen',

  // What a field is for.
  'Calls a day and account through tenant doors; empty = no limit.': 'Aufrufe je Tag und Konto von außen; leer = keine Grenze.',
  'Categories in the order of the filter; others follow by name.': 'Kategorien in der Reihenfolge des Filters; die anderen folgen nach Namen.',
  'Hosts the provider’s row names now that the owner has not agreed to.': 'Hosts, die der Anbieter jetzt nennt und denen der Inhaber nicht zugestimmt hat.',
  'Off: it serves nobody, and stays sealed.': 'Aus: Er dient niemandem und bleibt versiegelt.',
  'Of mails, and of the pages after a sign-in elsewhere. Empty: as the browser asks.': 'Für E-Mails und für die Seiten nach einer Anmeldung anderswo. Leer: wie der Browser.',
  'Provider keys shown first, in this order.': 'Kürzel der Anbieter, die zuerst gezeigt werden, in dieser Reihenfolge.',
  'Shown behind it, such as .example.com.': 'Steht dahinter, etwa .example.com.',
  'Shown to the account that asked.': 'Wird dem Konto gezeigt, das gefragt hat.',
  'Shown under the field, such as “Starts with re_”.': 'Steht unter dem Feld, etwa „Beginnt mit re_“.',
  'Shown where only the platform can help: an e-mail address or a link.': 'Steht dort, wo nur die Plattform helfen kann: eine E-Mail-Adresse oder ein Link.',
  'Such as Bearer {{apiKey}}.': 'Etwa Bearer {{apiKey}}.',
  'Where the service says whether it works.': 'Wo der Dienst sagt, ob er funktioniert.',
}
