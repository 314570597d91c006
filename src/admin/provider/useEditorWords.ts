'use client'

import { useTranslation } from '@payloadcms/ui'
import { deEditor } from '#src/messages/deEditor.ts'
import { type EditorWords, enEditor } from '#src/messages/enEditor.ts'

/** The sentences of the provider form in the panel's language. */
export function useEditorWords(): EditorWords {
  const { i18n } = useTranslation()
  return (i18n.language as string) === 'de' ? deEditor : enEditor
}
