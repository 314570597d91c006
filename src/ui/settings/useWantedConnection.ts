'use client'
import { useEffect, useRef, useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'

type Question = { wanted: { replace: string | null; show: string | null }; connections: ConnectionView[]; onReplace: (connection: ConnectionView) => void; onUsed: () => void }

/** The connection that the address names: marked, brought into sight and, where asked for, opened to take a key. */
export function useWantedConnection({ wanted, connections, onReplace, onUsed }: Question): string | null {
  const [marked, setMarked] = useState<string | null>(null)
  const wantedId = wanted.replace ?? wanted.show
  const handled = useRef<string | null>(null)
  useEffect(() => {
    // Once for each time the address names a connection: closing the dialog must not open it again.
    const target = wantedId === handled.current ? undefined : connections.find((one) => one.id === wantedId)
    if (target || wantedId === null) handled.current = wantedId
    if (!target) return
    setMarked(target.id)
    requestAnimationFrame(() => document.getElementById(`connection-${target.id}`)?.scrollIntoView({ block: 'center' }))
    if (wanted.replace) onReplace(target)
    onUsed()
  }, [wantedId, wanted.replace, connections, onReplace, onUsed])
  return marked
}
