import type { ProviderDetail } from './ProviderView.ts'

/** Address of the page that draws a provider which need not be saved. The admin panel frames it, and nobody else may. */
export const previewPath = '/preview'

/** From the form to the frame: what to draw. Nothing comes back but that the frame is there, and how tall it is. */
export type PreviewOrder = { kind: 'patchbay-preview'; provider: ProviderDetail; authMethod: string | null; theme: 'light' | 'dark'; accountName: string }

export type PreviewReport = { kind: 'patchbay-preview-ready' } | { kind: 'patchbay-preview-height'; height: number }
