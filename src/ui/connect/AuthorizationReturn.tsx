'use client'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { type HeldQuestion, patchbayApi } from '../patchbayApi.ts'
import { useNotify } from '../primitives/Notices.tsx'
import { useRefresh } from '../shell/useRefresh.ts'
import { explainReturn } from './explainReturn.ts'

const HeldDialog = dynamic(() => import('./HeldDialog.tsx').then((module) => module.HeldDialog), { ssr: false })

/** Takes what a way back from a provider left in the address: says how it went, or asks which account is meant. */
export function AuthorizationReturn() {
  const notify = useNotify()
  const refresh = useRefresh()
  const [question, setQuestion] = useState<HeldQuestion | null>(null)
  useEffect(() => {
    const url = new URL(window.location.href)
    const [connected, error, attempt] = ['connected', 'error', 'attempt'].map((name) => url.searchParams.get(name))
    if (connected == null && error == null) return
    for (const name of ['connected', 'error', 'attempt']) url.searchParams.delete(name)
    // Loaded again, the page has nothing to say about it any more.
    window.history.replaceState(null, '', `${url.pathname}${url.search}`)
    const tell = async (): Promise<void> => {
      if (connected != null) notify({ tone: 'ok', text: messages().authorize.connected((await patchbayApi.readConnection(connected)).displayName) })
      else if (error === 'conflict' && attempt != null) setQuestion(await patchbayApi.readHeldGrant(attempt))
      else notify({ tone: 'bad', text: explainReturn(error ?? '') })
    }
    tell().catch((cause: unknown) => {
      if (!(cause instanceof ApiError)) throw cause
      // Whoever may not see it is told nothing of it.
      notify({ tone: 'bad', text: attempt != null ? messages().authorize.other.gone : cause.message })
    })
  }, [notify])
  if (question === null) return null
  const end = (text: string) => {
    setQuestion(null)
    notify({ tone: 'ok', text })
    refresh()
  }
  const { authorize } = messages()
  const { displayName, connection, kind, now } = question
  const used = kind === 'account' ? authorize.other.used(displayName, now ?? authorize.other.unknown) : authorize.connected(displayName)
  const kept = connection === null ? authorize.window.failed : authorize.other.kept(displayName)
  return <HeldDialog question={question} onUsed={() => end(used)} onKept={() => end(kept)} onClose={() => setQuestion(null)} />
}
