import type { Dictionary } from './Dictionary.ts'

/** The first-run checklists in German, part of `de`. */
export const deFirstSteps: Dictionary['firstSteps'] = {
  title: 'Erste Schritte',
  platformTitle: 'Erste Schritte der Plattform',
  progress: (done, of) => `${done} von ${of} erledigt`,
  done: 'Erledigt:',
  open: 'Offen:',
  hide: 'Ausblenden',
  hideThis: (title) => `Ausblenden: ${title}`,
  steps: {
    account: (name) => `Sie sind im Konto ${name}`,
    connect: 'Einen ersten Dienst verbinden',
    test: 'Seinen Schlüssel die Prüfung bestehen sehen',
    call: 'Einen ersten Aufruf damit machen',
    invite: 'Eine Kollegin oder einen Kollegen dazuholen',
    admin: 'Sie sind Plattform-Admin',
    vault: 'Der Hauptschlüssel ist geladen',
    catalog: 'Einen Anbieter im Marktplatz anbieten',
    tenant: 'Ein Konto mit einem Inhaber anlegen',
    firstConnection: 'Sehen, wie ein erster Dienst verbunden wird',
    firstCall: 'Sehen, wie ein erster Aufruf gelingt',
    builtIn: 'Einen Schlüssel der Plattform anbieten',
  },
  verbs: { connect: 'Integrationen entdecken', test: 'Prüfen', call: 'Code ansehen', invite: 'Einladen', catalog: 'Anbieter hinzufügen', builtIn: 'Schlüssel hinzufügen', tenant: 'Konto anlegen' },
}
