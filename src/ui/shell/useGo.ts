'use client'
import { createContext, useContext } from 'react'

/** Filled by NavFrame. */
export const GoContext = createContext<(href: string) => void>(() => undefined)

/** Goes to one of the main pages. */
export const useGo = (): ((href: string) => void) => useContext(GoContext)
