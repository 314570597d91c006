'use client'
import { useCallback, useRef, useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { translateSentence } from '#src/messages/translateSentence.ts'
import { ApiError } from '../ApiError.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { useNotify } from '../primitives/Notices.tsx'
import { sayFailure } from '../sayFailure.ts'
import { GivenUp } from '../session/GivenUp.ts'
import { useInSession } from '../session/useInSession.ts'
import { useRefresh } from '../shell/useRefresh.ts'

type Said = { tone: 'ok' | 'bad'; text: string }
type DirectVerb = 'test' | 'refresh' | 'reactivate' | 'makeDefault' | 'restore' | 'agree'

const notices = () => messages().settings.notices
const well = (text: string): Said => ({ tone: 'ok', text })

/** Each verb says what came of it. */
const work: Record<DirectVerb, (connection: ConnectionView) => Promise<Said>> = {
  test: async ({ id, displayName }) => {
    const { result } = await patchbayApi.testConnection(id)
    if (!result) return well(notices().reactivatedUntested(displayName))
    return result.ok ? well(notices().tested(displayName, result.latencyMs, result.identity?.label ?? null)) : { tone: 'bad', text: notices().testFailed(displayName, translateSentence(result.message) ?? result.message) }
  },
  refresh: async ({ id, displayName }) => {
    const { connection, result } = await patchbayApi.refreshConnection(id)
    if (result.outcome === 'unchanged') return well(notices().refreshNeedless(displayName))
    if (result.outcome === 'refreshed') return connection.status === 'error' ? { tone: 'bad', text: notices().refreshedRefused(displayName) } : well(notices().refreshed(displayName))
    const why = translateSentence(result.message) ?? result.message
    return { tone: 'bad', text: result.outcome === 'transient' ? notices().refreshLater(displayName, why) : notices().testFailed(displayName, why) }
  },
  reactivate: async ({ id, displayName }) => {
    const { connection } = await patchbayApi.changeConnection(id, 'reactivate')
    return well(connection.status === 'active' ? notices().reactivated(displayName) : notices().reactivatedUntested(displayName))
  },
  makeDefault: async ({ id, account, provider, version, displayName }) => {
    await patchbayApi.saveConnection({ workspaceId: account, provider, connectionId: id, version, isDefault: true })
    return well(notices().defaulted(displayName))
  },
  restore: async ({ id, displayName }) => {
    await patchbayApi.changeConnection(id, 'restore')
    return well(notices().restored(displayName))
  },
  agree: async ({ id, displayName, hostsAwaitingConsent }) => {
    await patchbayApi.consent(id, hostsAwaitingConsent)
    return well(notices().agreed(displayName))
  },
}

/** The verbs that need no dialog. Afterwards the page is read anew: the server's data is the truth. */
export function useConnectionVerbs() {
  const refresh = useRefresh()
  const notify = useNotify()
  const inSession = useInSession()
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set())
  // Beside the state, which a second press in the same moment does not see yet.
  const running = useRef(new Set<string>())

  const run = useCallback(async (verb: DirectVerb, connection: ConnectionView): Promise<void> => {
    const { id } = connection
    if (running.current.has(id)) return
    running.current.add(id)
    setBusy(new Set(running.current))
    try {
      notify(await inSession(() => work[verb](connection)))
      refresh()
    } catch (error) {
      if (error instanceof GivenUp) return
      notify({ tone: 'bad', text: explainVerb(error) })
      if (isAboutTheList(error)) refresh()
    } finally {
      running.current.delete(id)
      setBusy(new Set(running.current))
    }
  }, [inSession, notify, refresh])
  return { busy, run }
}

/** Without a network, or with another's session, the page would be lost over reading it anew. */
const isAboutTheList = (error: unknown): boolean => error instanceof ApiError && error.status !== 0 && error.problems[0]?.field !== 'openedBy'

/** What is told of a thing that is gone, or that somebody else has changed, fits this list. */
function explainVerb(error: unknown): string {
  if (error instanceof ApiError && error.code === 'not_found') return messages().connections.gone
  if (error instanceof ApiError && error.code === 'version_conflict') return messages().connections.stale
  return sayFailure(error)
}
