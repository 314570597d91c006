'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useMemo, useRef, useState } from 'react'
import { formatSettingsState, parseSettingsState, type SettingsState } from './SettingsState.ts'

const settleMs = 200

/** The filters live in the address. `replace` and `show` name a connection to open or to mark, and leave it once used. */
export function useSettingsState() {
  const path = usePathname()
  const params = useSearchParams()
  const fromUrl = useMemo(() => parseSettingsState(new URLSearchParams(params)), [params])
  const [query, setQuery] = useState(fromUrl.query)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const state: SettingsState = { ...fromUrl, query }
  const write = (next: SettingsState) => window.history.replaceState(null, '', `${path}${formatSettingsState(next)}`)
  const type = (text: string) => {
    setQuery(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => write({ ...state, query: text }), settleMs)
  }
  const choose = (change: Partial<SettingsState>) => {
    clearTimeout(timer.current)
    const next = { ...state, ...change }
    setQuery(next.query)
    write(next)
  }
  return { state, type, choose, wanted: { replace: params.get('replace'), show: params.get('show') } }
}
