import { shortenName } from './shortenName.ts'

/** Mail programs make links of whatever looks like an address: a name must not become a button of its own to a page of theirs. */
export const quoteName = (name: string): string => shortenName(name).replaceAll(/(?<=\S)[.:/@](?=\S)/g, '$&\u200b')
