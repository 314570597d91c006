'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState, useTransition } from 'react'
import { MarketplaceSkeleton } from '../catalogue/MarketplaceSkeleton.tsx'
import { ConnectionsSkeleton } from '../settings/ConnectionsSkeleton.tsx'
import { SettingsNav } from '../settings/SettingsNav.tsx'
import { PageHeadSkeleton } from './PageHeadSkeleton.tsx'
import { GoContext } from './useGo.ts'
import { useKeptFocus } from './useKeptFocus.ts'

const skeletons: Record<string, ReactNode> = {
  '/marketplace': <><PageHeadSkeleton lines={2} /><MarketplaceSkeleton /></>,
  '/settings/integrations': <><SettingsNav /><PageHeadSkeleton lines={1} /><ConnectionsSkeleton /></>,
  '/settings/members': <><SettingsNav /><PageHeadSkeleton lines={1} /><ConnectionsSkeleton /></>,
  '/settings/tokens': <><SettingsNav /><PageHeadSkeleton lines={1} /><ConnectionsSkeleton /></>,
  '/settings/activity': <><SettingsNav /><PageHeadSkeleton lines={1} /><ConnectionsSkeleton /></>,
}
const patienceMs = 150

/**
 * Shows the next page's outline when it takes its time. Not a `loading.tsx`: that would wrap every document in a Suspense
 * boundary, which turns redirects and 404s into 200s and hides the list from browsers without scripts.
 */
export function NavFrame({ bar, children }: { bar: ReactNode; children: ReactNode }) {
  const router = useRouter()
  useKeptFocus()
  const [isPending, startTransition] = useTransition()
  const [slow, setSlow] = useState<string | null>(null)
  const [target, setTarget] = useState<string | null>(null)
  useEffect(() => {
    if (!isPending) return setSlow(null)
    const timer = setTimeout(() => setSlow(target), patienceMs)
    return () => clearTimeout(timer)
  }, [isPending, target])
  const go = (href: string) => {
    setTarget(href)
    startTransition(() => router.push(href))
  }
  const skeleton = isPending && slow !== null ? skeletons[slow] : undefined
  return (
    <GoContext value={go}>
      {bar}
      <main id="content" tabIndex={-1} aria-busy={isPending} className="mx-auto max-w-[1160px] px-4 pt-6 pb-16 outline-none sm:px-6 sm:pt-8">
        {skeleton ?? children}
      </main>
    </GoContext>
  )
}
