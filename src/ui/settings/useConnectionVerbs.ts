'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { translateSentence } from '#src/messages/translateSentence.ts'
import { explainFailure } from '../explainFailure.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { useNotify } from '../primitives/Notices.tsx'

const notices = () => messages().settings.notices

type Notice = { tone: 'ok' | 'bad'; text: string }

/** The verbs that need no dialog. Each says what came of it and then reads the page anew: the server's data is the truth. */
export function useConnectionVerbs() {
  const router = useRouter()
  const notify = useNotify()
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set())

  const run = async (id: string, work: () => Promise<string | Notice>) => {
    setBusy((all) => new Set(all).add(id))
    try {
      const outcome = await work()
      notify(typeof outcome === 'string' ? { tone: 'ok', text: outcome } : outcome)
    } catch (error) {
      const { message, hint } = explainFailure(error)
      notify({ tone: 'bad', text: hint ? `${message} ${hint}` : message })
    } finally {
      setBusy((all) => new Set([...all].filter((one) => one !== id)))
      router.refresh()
    }
  }
  const test = ({ id, displayName }: ConnectionView) =>
    run(id, async () => {
      const { result } = await patchbayApi.testConnection(id)
      if (!result) return notices().reactivatedUntested(displayName)
      if (!result.ok) return { tone: 'bad', text: notices().testFailed(displayName, translateSentence(result.message) ?? result.message) }
      return notices().tested(displayName, result.latencyMs, result.identity?.label ?? null)
    })
  const deactivate = ({ id, displayName }: ConnectionView) => run(id, async () => { await patchbayApi.changeConnection(id, 'deactivate'); return notices().deactivated(displayName) })
  const reactivate = ({ id, displayName }: ConnectionView) =>
    run(id, async () => {
      const { connection } = await patchbayApi.changeConnection(id, 'reactivate')
      return connection.status === 'active' ? notices().reactivated(displayName) : notices().reactivatedUntested(displayName)
    })
  const makeDefault = ({ id, account, provider, version, displayName }: ConnectionView) =>
    run(id, async () => { await patchbayApi.saveConnection({ workspaceId: account, provider, connectionId: id, version, isDefault: true }); return notices().defaulted(displayName) })
  const restore = ({ id, displayName }: ConnectionView) => run(id, async () => { await patchbayApi.changeConnection(id, 'restore'); return notices().restored(displayName) })
  const agree = ({ id, displayName, hostsAwaitingConsent }: ConnectionView) => run(id, async () => { await patchbayApi.consent(id, hostsAwaitingConsent); return notices().agreed(displayName) })

  return { busy, test, deactivate, reactivate, makeDefault, restore, agree }
}
