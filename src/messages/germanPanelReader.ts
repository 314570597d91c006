import { dePanel } from './dePanel.ts'
import { germanReader } from './germanReader.ts'
import type { Reader } from './Reader.ts'

export const germanPanelReader: Reader = { ...germanReader, panel: dePanel }
