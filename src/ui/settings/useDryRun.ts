'use client'
import { type RefObject, useEffect, useState } from 'react'
import { patchbayApi, type Resolution } from '../patchbayApi.ts'

type Question = { near: RefObject<Element | null>; account: string; provider: string; /** Changes with whatever may change the answer; null = do not ask yet. */ fingerprint: string | null }

/** What a call would use now, asked once the row comes near the window and anew with every change and when the network is back; null while it is asked for the first time. */
export function useDryRun({ near, account, provider, fingerprint }: Question): Resolution | 'unknown' | null {
  const [resolution, setResolution] = useState<Resolution | 'unknown' | null>(null)
  const [isNear, setIsNear] = useState(false)
  const [returns, setReturns] = useState(0)
  useEffect(() => {
    // An account with dozens of providers would otherwise ask dozens of questions at once, for rows nobody scrolls to.
    const observer = new IntersectionObserver((entries) => { if (entries.some((one) => one.isIntersecting)) setIsNear(true) }, { rootMargin: '400px' })
    if (near.current) observer.observe(near.current)
    return () => observer.disconnect()
  }, [near])
  useEffect(() => {
    const count = () => setReturns((times) => times + 1)
    window.addEventListener('online', count)
    return () => window.removeEventListener('online', count)
  }, [])
  useEffect(() => {
    if (fingerprint === null || !isNear) return
    const controller = new AbortController()
    patchbayApi.resolve({ workspaceId: account, provider }, { signal: controller.signal })
      .then(setResolution)
      .catch(() => { if (!controller.signal.aborted) setResolution('unknown') })
    return () => controller.abort()
  }, [account, provider, fingerprint, isNear, returns])
  return resolution
}
