'use client'
import { type RefObject, useEffect, useState } from 'react'
import { patchbayApi, type Resolution } from '../patchbayApi.ts'

type Question = { near: RefObject<Element | null>; account: string; provider: string; /** Changes with whatever may change the answer; null = do not ask yet. */ fingerprint: string | null }

/** What a call would use now, asked once the row comes near the window and anew with every change; null while unknown. */
export function useDryRun({ near, account, provider, fingerprint }: Question): Resolution | null {
  const [resolution, setResolution] = useState<Resolution | null>(null)
  const [isNear, setIsNear] = useState(false)
  useEffect(() => {
    // An account with dozens of providers would otherwise ask dozens of questions at once, for rows nobody scrolls to.
    const observer = new IntersectionObserver((entries) => { if (entries.some((one) => one.isIntersecting)) setIsNear(true) }, { rootMargin: '400px' })
    if (near.current) observer.observe(near.current)
    return () => observer.disconnect()
  }, [near])
  useEffect(() => {
    if (fingerprint === null || !isNear) return
    const controller = new AbortController()
    patchbayApi.resolve({ workspaceId: account, provider }, { signal: controller.signal })
      .then(setResolution)
      .catch(() => { if (!controller.signal.aborted) setResolution(null) })
    return () => controller.abort()
  }, [account, provider, fingerprint, isNear])
  return resolution
}
