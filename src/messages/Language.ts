/** The languages the pages are written in. */
export type Language = 'en' | 'de'

export const languages: readonly Language[] = ['en', 'de']
