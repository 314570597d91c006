'use client'
import { Button, Modal, useModal } from '@payloadcms/ui'
import { useEffect, useState } from 'react'
import type { ProviderImpact } from '#src/engine/catalog/ProviderImpact.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { FaultList } from './FaultList.tsx'
import { ImpactSummary } from './ImpactSummary.tsx'
import { problemsOf } from './problemsOf.ts'
import { readImpact } from './readImpact.ts'

export const usageSlug = 'row-usage'

/** Who uses the provider, and whether it can be deleted. */
export function UsageDialog({ id }: { id: string }) {
  const { closeModal, isModalOpen } = useModal()
  const [found, setFound] = useState<{ impact: ProviderImpact } | { error: unknown } | null>(null)
  const isOpen = isModalOpen(usageSlug)
  const text = panelMessages().catalogTools.impact
  useEffect(() => {
    if (!isOpen) return
    setFound(null)
    readImpact({ id }).then((impact) => setFound({ impact }), (error: unknown) => setFound({ error }))
  }, [id, isOpen])
  return (
    <Modal aria-label={text.removal} className="confirmation-modal row-tools__dialog" slug={usageSlug}>
      <div className="confirmation-modal__wrapper">
        <div aria-live="polite" className="confirmation-modal__content">
          <h1>{text.removal}</h1>
          {found === null && <p>{text.working}</p>}
          {found !== null && 'error' in found && <FaultList problems={problemsOf(found.error)} />}
          {found !== null && 'impact' in found && (
            <>
              <ImpactSummary impact={found.impact} />
              <p>{isFree(found.impact) ? text.canDelete : text.cannotDelete}</p>
            </>
          )}
        </div>
        <div className="confirmation-modal__controls">
          <Button buttonStyle="secondary" onClick={() => closeModal(usageSlug)} size="large" type="button">{text.close}</Button>
        </div>
      </div>
    </Modal>
  )
}

const isFree = ({ inUse }: ProviderImpact): boolean => inUse.connections + inUse.inTrash + inUse.builtIns + inUse.policies === 0
