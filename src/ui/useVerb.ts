'use client'
import { useRef, useState } from 'react'
import { GivenUp } from './session/GivenUp.ts'
import { useInSession } from './session/useInSession.ts'

/**
 * What a press or a form does: once, however often it is asked for meanwhile; over the end of a session (see
 * useInSession); and with its failure said. `explain` makes of a failure what the form shows, or null when it has dealt
 * with it otherwise. `run` says whether the work came to its end; what needs to be right beforehand `say`s what is not.
 */
export function useVerb<Problem>(explain: (error: unknown) => Problem | null) {
  const inSession = useInSession()
  const [problem, say] = useState<Problem | null>(null)
  const [isPending, setIsPending] = useState(false)
  // Beside the state, which a second press in the same moment does not see yet.
  const isRunning = useRef(false)

  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (isRunning.current) return false
    isRunning.current = true
    setIsPending(true)
    say(null)
    try {
      await inSession(work)
      return true
    } catch (error) {
      if (!(error instanceof GivenUp)) say(explain(error))
      return false
    } finally {
      isRunning.current = false
      setIsPending(false)
    }
  }
  return { problem, say, isPending, run }
}
