import type { enPanel } from './enPanel.ts'

/** The admin panel's words: every language has the shape of the English file. */
export type PanelWords = typeof enPanel
