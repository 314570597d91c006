/** What the API says to platform admins alone: cut-offs, bulk revocations, first owners, built-in credentials, requests. */
export const dePanelSentences: [english: string, german: string][] = [
  ['reason: Say why, in a few words: the account reads it.', 'Nennen Sie den Grund in einigen Worten: Das Konto liest ihn.'],
  ['reason: Write it in one line.', 'Schreiben Sie den Grund in eine Zeile.'],
  ['This connection is cut off already.', 'Diese Verbindung ist bereits gesperrt.'],
  ['This connection is not cut off any more.', 'Diese Verbindung ist nicht mehr gesperrt.'],
  ['{1} is cut off already.', '{1} ist bereits gesperrt.'],
  ['{1} is not cut off any more.', '{1} ist nicht mehr gesperrt.'],
  ['confirm: This is not “{1}”, so nothing was revoked.', 'Das ist nicht „{1}“; es wurde nichts widerrufen.'],
  ['until: This is not after from.', 'Das Ende liegt nicht nach dem Anfang.'],
  ['The platform may only set the first owner of an account that has none.', 'Die Plattform darf nur den ersten Inhaber eines Kontos bestimmen, das keinen hat.'],
  ['A platform admin may not add themself to an account.', 'Plattform-Admins dürfen sich nicht selbst einem Konto hinzufügen.'],
  ['There is a built-in credential of this provider and purpose already.', 'Für diesen Anbieter und Zweck gibt es bereits integrierte Zugangsdaten.'],
  ['{1} takes its whole address from a field, so it cannot have a built-in credential.', '{1} nimmt die ganze Adresse aus einem Feld und kann daher keine integrierten Zugangsdaten haben.'],
  ['Another auth method needs its credential again.', 'Eine andere Art der Anmeldung braucht ihre Zugangsdaten neu.'],
  ['The allow-list is a list of { "method": "POST" or "*", "path": "/v1/…" } where a path may end in /*.', 'Die Freigaben sind eine Liste von { "method": "POST" oder "*", "path": "/v1/…" }; ein Pfad darf mit /* enden.'],
  ['An OAuth client is { {1} }, all text.', 'Ein OAuth-Client besteht aus { {1} }, alles Text.'],
  ['“answer” is stored as plain text, and this value looks like a secret ({1}).', 'Die Antwort wird als Klartext gespeichert, und sie sieht nach einem Geheimnis aus ({1}).'],
]
