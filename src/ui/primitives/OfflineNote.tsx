'use client'
import { useSyncExternalStore } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Icon } from './Icon.tsx'

function watch(onChange: () => void): () => void {
  const watching = new AbortController()
  for (const name of ['online', 'offline']) window.addEventListener(name, onChange, { signal: watching.signal })
  return () => watching.abort()
}

/** Says that the network is gone for as long as it is. */
export function OfflineNote() {
  const isOffline = useSyncExternalStore(watch, () => !navigator.onLine, () => false)
  if (!isOffline) return null
  return <p className="rise flex max-w-[560px] items-start gap-2.5 rounded-xl border border-line-strong bg-well px-3.5 py-2 shadow-float"><Icon name="alert" className="mt-0.5 text-soft" />{messages().session.offline}</p>
}
