import type { CollectionBeforeChangeHook } from 'payload'
import type { CutKind } from '#src/engine/connections/CutOff.ts'
import { readCut } from '#src/server/stores/cuts.ts'

/** An older version that is restored, an import or a stale form must not lift a cut: what is stored stays. */
export const keepCutOff =
  (kind: CutKind): CollectionBeforeChangeHook =>
  async ({ data, originalDoc, req }) => {
    const id = (originalDoc as { id?: string } | undefined)?.id
    const cut = id === undefined ? null : await readCut({ req, kind, id })
    return { ...data, blocked: cut?.isCutOff ?? false, blockedReason: cut?.reason ?? null }
  }
