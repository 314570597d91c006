import { en } from './en.ts'

/** Every language has the shape of the English file; adding one means a second file and a choice made here. */
export type Messages = typeof en

export const messages: Messages = en
