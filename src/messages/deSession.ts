import type { Dictionary } from './Dictionary.ts'

/** Sitzungen, die enden, und Konten, die gewechselt werden, während eine Seite offen ist, Teil von `de`. */
export const deSession: Dictionary['session'] = {
  title: 'Ihre Sitzung ist beendet',
  text: (email) => `Melden Sie sich als ${email} wieder an. Ihre Eingaben bleiben, und es geht hier weiter.`,
  password: 'Ihr Passwort für Patchbay',
  submit: 'Anmelden und fortfahren',
  wrong: 'Dieses Passwort stimmt nicht. Prüfen Sie es und versuchen Sie es erneut.',
  ended: 'Ihre Sitzung ist beendet. Nichts wurde geändert. Melden Sie sich in einem anderen Tab wieder an und wiederholen Sie es hier.',
  other: 'Inzwischen ist jemand anderes angemeldet. Nichts wurde geändert. Laden Sie die Seite neu.',
  switched: {
    title: 'Sie haben in einem anderen Tab das Konto gewechselt',
    text: (account) => `Diese Seite wurde für „${account}“ geöffnet. Wenn Sie fortfahren, geschieht es dort, und dieses Konto wird wieder angezeigt.`,
    goOn: (account) => `In ${account} fortfahren`,
  },
  offline: 'Sie sind offline. Ihre Eingaben bleiben hier; versuchen Sie es erneut, sobald das Netz wieder da ist.',
}
