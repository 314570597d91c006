'use client'
import { createContext, use } from 'react'

/**
 * Does what a page asks of the API. Where the session has ended it has the person sign in again, and does it then; where
 * the account was switched in another tab it asks first. Throws what `work` throws, and GivenUp when they cancel.
 */
export type InSession = <Answer>(work: () => Promise<Answer>) => Promise<Answer>

/** Filled by SessionKeeper; where nobody is signed in there is no session to keep. */
export const InSessionContext = createContext<InSession>((work) => work())

export const useInSession = (): InSession => use(InSessionContext)
