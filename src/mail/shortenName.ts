/** A name for the subject of a mail, where nothing becomes a link. */
export const shortenName = (name: string): string => ([...name].length > 80 ? `${[...name].slice(0, 79).join('')}…` : name)
