'use client'
import { useEffect, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

/** Code to take along: scrolls inside itself, copies with one press and says that it did. */
export function CopyBlock({ label, code }: { label: string; code: string }) {
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async () => {
    await navigator.clipboard.writeText(code)
    setIsCopied(true)
  }
  return (
    <figure className="overflow-hidden rounded-[10px] border border-line bg-surface">
      <figcaption className="flex items-center justify-between gap-3 border-b border-line py-1 pr-1 pl-3.5 text-sm text-soft">
        {label}
        <Button variant="quiet" size="s" aria-label={messages().common.copyThis(label)} onPress={copy}>
          <Icon name={isCopied ? 'check' : 'copy'} size={14} />
          <span aria-live="polite">{isCopied ? messages().common.copied : messages().common.copy}</span>
        </Button>
      </figcaption>
      <pre tabIndex={0} className="overflow-x-auto px-3.5 py-3 font-mono text-sm/5.5 outline-offset-[-2px]"><code>{code}</code></pre>
    </figure>
  )
}
