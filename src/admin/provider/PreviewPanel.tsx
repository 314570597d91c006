'use client'

import { useTheme } from '@payloadcms/ui'
import { useEffect, useRef, useState } from 'react'
import { type PreviewOrder, previewPath, type PreviewReport } from '#src/engine/catalog/PreviewMessage.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { PreviewTools } from './PreviewTools.tsx'
import { useRowCheck } from './useRowCheck.ts'

const widths = { phone: 390, wide: 560 } as const
const firstHeight = 560

/** Card and connect dialog as tenants would see them: a page of theirs in a frame, so that the two sheets of styles never meet. */
export function PreviewPanel() {
  const { preview: words } = panelMessages().editor
  const { provider } = useRowCheck()
  const { theme: panelTheme } = useTheme()
  const [chosenTheme, setTheme] = useState<'light' | 'dark' | null>(null)
  const [width, setWidth] = useState<keyof typeof widths>('phone')
  const [authMethod, setAuthMethod] = useState<string | null>(null)
  const [isReady, setIsReady] = useState(false)
  const [height, setHeight] = useState(firstHeight)
  const frame = useRef<HTMLIFrameElement>(null)
  const { box, boxWidth } = useWidth()
  const theme = chosenTheme ?? panelTheme
  useEffect(() => {
    const receive = ({ origin, source, data }: MessageEvent) => {
      if (origin !== window.location.origin || source !== frame.current?.contentWindow) return
      const report = data as PreviewReport
      if (report.kind === 'patchbay-preview-ready') setIsReady(true)
      if (report.kind === 'patchbay-preview-height') setHeight(Math.max(120, report.height))
    }
    window.addEventListener('message', receive)
    return () => window.removeEventListener('message', receive)
  }, [])
  useEffect(() => {
    // Also before the frame has said that it is there: it may have said so before anybody listened.
    if (provider === null) return
    const order: PreviewOrder = { kind: 'patchbay-preview', provider, authMethod, theme, accountName: words.account }
    frame.current?.contentWindow?.postMessage(order, window.location.origin)
  }, [isReady, provider, authMethod, theme, words])
  const scale = Math.min(1, boxWidth / widths[width])
  return (
    <section aria-labelledby="provider-preview" className="provider-panel">
      <h3 id="provider-preview">{words.title}</h3>
      <PreviewTools authMethod={authMethod} methods={provider?.authMethods ?? []} onMethod={setAuthMethod} onTheme={setTheme} onWidth={setWidth} theme={theme} width={width} words={words} />
      <div className="provider-preview-frame" ref={box} style={{ height: Math.ceil(height * scale) }}>
        {/* Our own page: inert, without forms and without a network (next.config.mjs). A sandbox would take its fonts away, or be none. */}
        {/* oxlint-disable-next-line react/iframe-missing-sandbox */}
        <iframe ref={frame} src={previewPath} style={{ width: widths[width], height, transform: `scale(${scale})` }} tabIndex={-1} title={words.frame} />
      </div>
    </section>
  )
}

/** Width of the column, which follows the window. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null)
  const [boxWidth, setBoxWidth] = useState<number>(widths.phone)
  useEffect(() => {
    if (!box.current) return
    const observer = new ResizeObserver(([entry]) => setBoxWidth(entry?.contentRect.width ?? widths.phone))
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  return { box, boxWidth }
}
