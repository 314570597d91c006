'use client'

import { useTranslation } from '@payloadcms/ui'
import { ProblemLine } from './ProblemLine.tsx'

type Props = { path: string; field: { admin?: { description?: unknown } } }

/** In place of Payload's description: the same text, and below it what keeps this field from being saved. */
export function FieldNote({ path, field }: Props) {
  const { i18n } = useTranslation()
  const text = readText({ given: field.admin?.description, language: i18n.language })
  return (
    <div className="field-description">
      {text}
      <ProblemLine path={path} />
    </div>
  )
}

function readText({ given, language }: { given: unknown; language: string }): string | null {
  if (typeof given === 'string') return given
  const words = given as Record<string, string> | null | undefined
  return typeof words === 'object' ? (words?.[language] ?? words?.en ?? null) : null
}
