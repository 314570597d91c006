'use client'

import { useDocumentInfo } from '@payloadcms/ui'
import { useEffect, useState } from 'react'
import type { BuiltInUsage } from '#src/engine/catalog/BuiltInForm.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { callApi } from '#src/ui/callApi.ts'

/** Beside the daily budget: how much of it is gone. */
export const UsageToday = () => {
  const { id } = useDocumentInfo()
  const [today, setToday] = useState<BuiltInUsage | null>(null)
  useEffect(() => {
    if (id !== undefined) void callApi<{ today: BuiltInUsage }>({ method: 'GET', path: `/built-in-credentials/${id}/usage` }).then((answer) => setToday(answer.today)).catch(() => undefined)
  }, [id])
  if (today === null) return null
  const text = panelMessages().platform.builtIn
  return <p className="pb-faint field-type">{text.today}: {text.todayText(today.calls, today.accounts)}{today.full > 0 && ` ${text.todayFull(today.full)}`}</p>
}
