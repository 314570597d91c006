import { enPanel } from './enPanel.ts'
import { englishReader } from './englishReader.ts'
import type { Reader } from './Reader.ts'

export const englishPanelReader: Reader = { ...englishReader, panel: enPanel }
