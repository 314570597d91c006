import type { en } from './en.ts'

/** Every language has the shape of the English file. */
export type Dictionary = typeof en
