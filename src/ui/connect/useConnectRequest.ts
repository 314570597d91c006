'use client'
import { use, useEffect, useRef, useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { type ConnectBody, patchbayApi } from '../patchbayApi.ts'
import { readCookie } from '../shell/readCookie.ts'
import { accountCookie } from '../session/accountCookie.ts'
import { ViewingUser } from '../session/Viewing.tsx'
import { useRefresh } from '../shell/useRefresh.ts'
import { writeCookie } from '../shell/writeCookie.ts'
import type { Phase } from './ConnectFormState.ts'
import { makeRequestKey } from './makeRequestKey.ts'

/** The server ends a test after 10 s; a network that swallows requests would keep people for ever. */
const patienceMs = 30_000

type Sending = { body: ConnectBody; isTested: boolean }
type Target = {
  account: { id: string }
  onSaved: (connection: ConnectionView) => void
  /** Puts what it can of a refusal beside the fields; whether that was all of it. */
  onRefused: (error: ApiError) => boolean
}

/** The one request of the dialog: sent once however often it is asked for, stopped for good, gone on with after a sign-in. */
export function useConnectRequest({ account, onSaved, onRefused }: Target) {
  const refresh = useRefresh()
  const viewer = use(ViewingUser)
  const [phase, setPhase] = useState<Phase>({ name: 'editing' })
  const running = useRef<AbortController>(undefined)
  /** What the person wanted when they were asked something first. */
  const waiting = useRef<() => Promise<void>>(undefined)
  const lastTry = useRef<{ text: string; requestKey: string }>(undefined)
  const wish = useRef<string | null>(undefined)
  useEffect(() => { wish.current = readCookie(accountCookie) }, [])
  useEffect(() => () => running.current?.abort(), [])

  /** The same values again are the same request, so that an answer that was lost makes no second connection. */
  const requestKeyOf = (body: ConnectBody): string => {
    const text = JSON.stringify(body)
    if (lastTry.current?.text !== text) lastTry.current = { text, requestKey: makeRequestKey() }
    return lastTry.current.requestKey
  }
  const refuse = ({ error, isTested }: { error: ApiError; isTested: boolean }) => {
    // What the page was made of is old news: the fields and the version come anew, and what was typed stays.
    if (error.problems[0]?.field === 'providerRevision' || error.code === 'version_conflict') refresh()
    if (error.code === 'unauthenticated' && viewer) return setPhase({ name: 'signedOut' })
    setPhase({ name: 'refused', error, isTested, isAtFields: onRefused(error) })
  }
  const send = async ({ body, isTested }: Sending): Promise<void> => {
    if (running.current) return
    const controller = new AbortController()
    running.current = controller
    const timer = setTimeout(() => controller.abort('slow'), patienceMs)
    setPhase({ name: 'working', isTested })
    try {
      const answer = await patchbayApi.saveConnection({ ...body, ...(viewer ? { openedBy: viewer.id } : {}) }, { signal: controller.signal, requestKey: requestKeyOf(body) })
      lastTry.current = undefined
      setPhase({ name: 'saved', ...answer })
      onSaved(answer.connection)
    } catch (error) {
      if (controller.signal.reason === 'slow') refuse({ error: makeSlowError(), isTested })
      else if (controller.signal.aborted) setPhase({ name: 'editing', isStopped: true })
      else if (!(error instanceof ApiError)) throw error
      else {
        if (error.code === 'unauthenticated' && viewer) waiting.current = () => send({ body, isTested })
        refuse({ error, isTested })
      }
    } finally {
      clearTimeout(timer)
      running.current = undefined
    }
  }
  /** Does it, unless the account was switched in another tab: then only once the person has said that this one is meant. */
  const inAccount = async (work: () => Promise<void>): Promise<void> => {
    if (readCookie(accountCookie) === wish.current) return work()
    waiting.current = work
    setPhase({ name: 'switched' })
  }
  const resume = () => {
    const next = waiting.current
    waiting.current = undefined
    // What needs a press of its own (a window is opened by nothing else) waits for that.
    return next ? next() : setPhase({ name: 'editing' })
  }
  return {
    phase, setPhase, refuse, viewer, resume,
    edit: () => setPhase((before) => (before.name === 'refused' || before.name === 'blocked' || (before.name === 'editing' && before.isStopped) ? { name: 'editing' } : before)),
    stop: () => running.current?.abort(),
    cancelWaiting: () => { waiting.current = undefined; setPhase({ name: 'editing' }) },
    send: (sending: Sending) => inAccount(() => send(sending)),
    inAccount,
    /** In the account of the dialog, which the pages then show again. */
    saveHere: () => {
      writeCookie({ name: accountCookie, value: account.id })
      wish.current = account.id
      return resume()
    },
  }
}

const makeSlowError = () => new ApiError({ status: 0, problems: [{ code: null, message: messages().connect.slow, hint: null, field: null, note: null, requestId: null }] })
