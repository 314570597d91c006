'use client'
import dynamic from 'next/dynamic'
import { type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { ApiError } from '../ApiError.ts'
import { readCookie } from '../shell/readCookie.ts'
import { writeCookie } from '../shell/writeCookie.ts'
import { accountCookie } from './accountCookie.ts'
import { GivenUp } from './GivenUp.ts'
import type { SignedInUser } from './Viewing.tsx'
import { type InSession, InSessionContext } from './useInSession.ts'

const SessionPrompt = dynamic(() => import('./SessionPrompt.tsx').then((module) => module.SessionPrompt), { ssr: false })

type Question = { kind: 'signedOut' | 'switched'; answer: (goesOn: boolean) => void }
type Props = { viewer: SignedInUser; /** That the page shows, where it shows one. */ account: { id: string; name: string } | null; children: ReactNode }

/** Asks in a dialog over the page, so that whatever is open and typed below it stays, and whoever waits goes on. */
export function SessionKeeper({ viewer, account, children }: Props) {
  const [question, setQuestion] = useState<Question | null>(null)
  const asked = useRef<Promise<boolean>>(undefined)
  const shown = account?.id
  /** Whether another account than the page's was chosen since it was drawn. */
  const hasSwitched = useRef<() => boolean>(() => false)
  useLayoutEffect(() => {
    // The cookie then and now, and not the account: a cookie may name one that is not theirs any more.
    const wish = readCookie(accountCookie)
    hasSwitched.current = () => shown !== undefined && readCookie(accountCookie) !== wish
  }, [shown])

  /** Of several that wait the first asks for all. */
  const ask = useCallback((kind: Question['kind']): Promise<boolean> => {
    asked.current ??= new Promise<boolean>((answer) => setQuestion({ kind, answer })).finally(() => {
      asked.current = undefined
      setQuestion(null)
    })
    return asked.current
  }, [])
  const inSession = useCallback<InSession>(async (work) => {
    for (;;) {
      if (hasSwitched.current() && !(await ask('switched'))) throw new GivenUp()
      try {
        return await work()
      } catch (error) {
        // Refused at the door: of such a request nothing was done, so that it can be sent again.
        if (!(error instanceof ApiError && error.code === 'unauthenticated')) throw error
        if (!(await ask('signedOut'))) throw new GivenUp()
      }
    }
  }, [ask])
  const goOnHere = () => {
    writeCookie({ name: accountCookie, value: shown ?? null })
    hasSwitched.current = () => readCookie(accountCookie) !== shown
    question?.answer(true)
  }
  return (
    <InSessionContext value={inSession}>
      {children}
      {question && <SessionPrompt kind={question.kind} viewer={viewer} accountName={account?.name ?? ''} onSignedIn={() => question.answer(true)} onGoOnHere={goOnHere} onCancel={() => question.answer(false)} />}
    </InSessionContext>
  )
}
