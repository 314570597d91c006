/** What a caller hears when the platform has cut something off: the one sentence, with the platform's own reason quoted. */
export const describeCut = ({ what, reason }: { what: string; reason: string | null }): string =>
  `The platform has cut ${what} off.${reason === null || reason === '' ? '' : ` Its reason: “${reason}”`}`
