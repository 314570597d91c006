'use client'

import { useRowLabel } from '@payloadcms/ui'
import type { EditorWords } from '#src/messages/enEditor.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'

type Method = { label?: string; blockType?: keyof EditorWords['adder']['types'] }

/** Names a way to connect by its label, and by its type where that is another word. */
export function MethodLabel() {
  const { adder } = panelMessages().editor
  const { data } = useRowLabel<Method>()
  const type = data.blockType === undefined ? '' : adder.types[data.blockType]
  return <span className="provider-method-label">{data.label || type}{data.label && data.label !== type ? <span className="provider-faint"> · {type}</span> : null}</span>
}
