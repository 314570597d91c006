'use client'
import { useEffect, useRef } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { type AuthorizeBody, patchbayApi } from '../patchbayApi.ts'
import { translateProblem } from '../translateProblem.ts'
import type { Phase } from './ConnectFormState.ts'
import { listenForReturn } from './listenForReturn.ts'
import { openAuthorizeWindow } from './openAuthorizeWindow.ts'
import type { ReturnMessage } from './ReturnMessage.ts'

/** How often a window is looked after that was closed by hand, of which nothing tells. */
const lookMs = 400

/** The page without the dialog on it. */
function pageOf(url: URL): string {
  for (const name of ['connect', 'replace']) url.searchParams.delete(name)
  return `${url.pathname}${url.search}`
}

type Target = {
  providerName: string
  phase: Phase
  setPhase: (phase: Phase | ((before: Phase) => Phase)) => void
  onRefused: (error: ApiError) => void
  onSaved: (connection: ConnectionView) => void
  /** The page is about to be left on purpose: nothing is to be asked about what was typed. */
  onLeave: () => void
}

/** The way to a provider's consent page and back, in a window of its own or, where that does not open, in this tab. */
export function useAuthorization({ providerName, phase, setPhase, onRefused, onSaved, onLeave }: Target) {
  const opened = useRef<Window>(undefined)
  const starting = useRef<AbortController>(undefined)
  const attempt = phase.name === 'away' ? phase.attempt : null
  const latest = useRef<(message: ReturnMessage) => Promise<void>>(undefined)
  const guard = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      onRefused(error)
    }
  }
  const finish = (id: string) => guard(async () => {
    const connection = await patchbayApi.readConnection(id)
    setPhase({ name: 'saved', connection, result: null })
    onSaved(connection)
  })
  useEffect(() => {
    latest.current = ({ outcome, connection, held, problem }) => guard(async () => {
      if (outcome === 'connected' && connection) await finish(connection)
      else if (outcome === 'asking' && held) setPhase({ name: 'asking', question: await patchbayApi.readHeldGrant(held) })
      else if (problem) onRefused(new ApiError({ status: 0, problems: [translateProblem({ ...problem, field: null, requestId: null })] }))
    })
  })
  useEffect(() => {
    if (attempt === null) return
    let isHeard = false
    const stop = listenForReturn((message) => {
      // It comes by each way that was open to it.
      if (message.attempt !== attempt || isHeard) return
      isHeard = true
      void latest.current?.(message)
    })
    const timer = setInterval(() => {
      if (opened.current?.closed) setPhase((before) => (before.name === 'away' && !before.isClosed ? { ...before, isClosed: true } : before))
    }, lookMs)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [attempt, setPhase])

  useEffect(() => () => starting.current?.abort(), [])

  const start = async ({ body, isHere }: { body: AuthorizeBody; isHere: boolean }): Promise<void> => {
    const target = isHere ? null : openAuthorizeWindow({ title: messages().authorize.waiting(providerName) })
    if (!isHere && target === null) return setPhase({ name: 'blocked' })
    opened.current = target ?? undefined
    const { signal } = (starting.current = new AbortController())
    setPhase({ name: 'working', isTested: false })
    try {
      const started = await patchbayApi.startAuthorization({ ...body, display: isHere ? 'page' : 'popup', returnTo: pageOf(new URL(window.location.href)) }, { signal })
      if (target) {
        setPhase({ name: 'away', attempt: started.attempt, isClosed: false })
        target.location.replace(started.url)
        return
      }
      onLeave()
      window.location.assign(started.url)
    } catch (error) {
      target?.close()
      if (signal.aborted) return setPhase({ name: 'editing', isStopped: true })
      if (!(error instanceof ApiError)) throw error
      onRefused(error)
    }
  }
  return {
    start,
    finish,
    /** Brings the window to the front again. */
    show: () => opened.current?.focus(),
    /** Before the provider's page was reached. */
    stop: () => starting.current?.abort(),
    giveUp: () => {
      opened.current?.close()
      setPhase({ name: 'editing' })
    },
  }
}
