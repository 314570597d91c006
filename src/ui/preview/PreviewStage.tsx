'use client'
import { useEffect, useRef, useState } from 'react'
import type { PreviewOrder, PreviewReport } from '#src/engine/catalog/PreviewMessage.ts'
import { ProviderCardLink } from '../catalogue/ProviderCardLink.tsx'
import { PreviewDialog } from './PreviewDialog.tsx'

const report = (message: PreviewReport) => window.parent.postMessage(message, window.location.origin)

/** Draws what the provider form sends it, with the tenants' own components. Inert: no link leads away and no form is sent. */
export function PreviewStage() {
  const [order, setOrder] = useState<PreviewOrder | null>(null)
  const stage = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const receive = ({ origin, source, data }: MessageEvent) => {
      if (origin !== window.location.origin || source !== window.parent) return
      if ((data as PreviewOrder | null)?.kind === 'patchbay-preview') setOrder(data as PreviewOrder)
    }
    window.addEventListener('message', receive)
    report({ kind: 'patchbay-preview-ready' })
    return () => window.removeEventListener('message', receive)
  }, [])
  useEffect(() => {
    if (order) document.documentElement.dataset['theme'] = order.theme
  }, [order])
  useEffect(() => {
    const element = stage.current
    if (!element) return
    const observer = new ResizeObserver(() => report({ kind: 'patchbay-preview-height', height: Math.ceil(element.getBoundingClientRect().height) }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={stage} inert className="grid gap-5 p-4">
      {order && (
        <>
          <ul className="max-w-[420px]"><ProviderCardLink card={order.provider} /></ul>
          <PreviewDialog key={keyOf(order)} provider={order.provider} authMethod={order.authMethod} accountName={order.accountName} />
        </>
      )}
    </div>
  )
}

/** The dialog keeps what was there when it opened; here that changes under its feet. */
const keyOf = ({ authMethod, provider }: PreviewOrder): string => JSON.stringify([authMethod, provider.name, provider.authMethods.map((method) => [method.key, method.type, method.fields.map((field) => [field.name, field.default])])])
