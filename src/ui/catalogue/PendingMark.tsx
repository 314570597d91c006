'use client'
import { useLinkStatus } from 'next/link'
import { Spinner } from '../primitives/Spinner.tsx'

/** Inside a link: shows that its page is on the way, once that takes longer than a blink. */
export function PendingMark() {
  const { pending } = useLinkStatus()
  return pending ? <span aria-hidden="true" className="fade absolute top-4 right-4 text-accent [animation-delay:150ms] [animation-fill-mode:backwards]"><Spinner /></span> : null
}
