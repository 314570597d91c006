'use client'

import { useDocumentInfo, useForm, useWatchForm } from '@payloadcms/ui'
import { useEffect, useRef } from 'react'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { readFormRow } from './readFormRow.ts'
import { emptyRowCheck, rowCheck } from './rowCheck.ts'

const pauseMs = 350

/**
 * Asks the server about the row each time typing pauses, and keeps its answer for whoever shows a part of it. Returns
 * the row as it stands in the form.
 */
export function useRowWatch(): Record<string, unknown> {
  const { id } = useDocumentInfo()
  const { getData } = useForm()
  const { fields } = useWatchForm()
  const data = fields === undefined ? {} : getData()
  const row = readFormRow(data)
  const { newName: name, newCategory: category, newDescription: description } = panelMessages().editor.preview
  const text = JSON.stringify({ row, ...(id === undefined ? {} : { id }), standIns: { name, category, description } })
  const asked = useRef<AbortController>(undefined)
  useEffect(() => () => rowCheck.write(emptyRowCheck), [])
  useEffect(() => {
    const controller = new AbortController()
    const timer = setTimeout(() => void ask({ text, signal: controller.signal }), pauseMs)
    asked.current?.abort()
    asked.current = controller
    return () => clearTimeout(timer)
  }, [text])
  return row
}

async function ask({ text, signal }: { text: string; signal: AbortSignal }): Promise<void> {
  rowCheck.write({ ...rowCheck.read(), state: 'checking' })
  try {
    const response = await fetch('/api/integration-providers/preview', {
      method: 'POST', headers: { 'content-type': 'application/json' }, credentials: 'same-origin', signal,
      body: text,
    })
    if (!response.ok) throw new Error(`the check answered ${response.status}`)
    const answer = (await response.json()) as Pick<typeof emptyRowCheck, 'problems' | 'provider' | 'iconSuggestion'>
    // What is half written may be impossible to draw: the last picture that could be drawn stays.
    rowCheck.write({ state: 'done', problems: answer.problems, provider: answer.provider ?? rowCheck.read().provider, iconSuggestion: answer.iconSuggestion })
  } catch {
    if (!signal.aborted) rowCheck.write({ ...rowCheck.read(), state: 'failed' })
  }
}
