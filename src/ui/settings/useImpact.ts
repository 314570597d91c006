import { useEffect, useState } from 'react'
import { type Impact, patchbayApi } from '../patchbayApi.ts'
import { useInSession } from '../session/useInSession.ts'

/** An impact that cannot be read counts as “in use”: the careful side. */
export function useImpact(id: string): { impact: Impact | null; isUnknown: boolean } {
  const [state, setState] = useState<{ impact: Impact | null; isUnknown: boolean }>({ impact: null, isUnknown: false })
  const inSession = useInSession()
  useEffect(() => {
    const controller = new AbortController()
    inSession(() => patchbayApi.readImpact(id, { signal: controller.signal }))
      .then((impact) => setState({ impact, isUnknown: false }))
      .catch(() => { if (!controller.signal.aborted) setState({ impact: null, isUnknown: true }) })
    return () => controller.abort()
  }, [id, inSession])
  return state
}
