import { useEffect, useState } from 'react'
import type { BuiltInForm } from '#src/engine/catalog/BuiltInForm.ts'
import { callApi } from '#src/ui/callApi.ts'

const keptMs = 3_000
const asked = new Map<string, { at: number; answer: Promise<BuiltInForm> }>()

/** Several fields of the page ask for the same: one request answers them all. */
function ask(provider: string): Promise<BuiltInForm> {
  const known = asked.get(provider)
  if (known !== undefined && Date.now() - known.at < keptMs) return known.answer
  const answer = callApi<BuiltInForm>({ method: 'GET', path: `/built-in-credentials/form?provider=${encodeURIComponent(provider)}` })
  asked.set(provider, { at: Date.now(), answer })
  return answer
}

/** The providers to choose from, and what the chosen one asks for; null while that is not known. */
export function useBuiltInForm(provider: string): BuiltInForm | null {
  const [form, setForm] = useState<{ of: string; form: BuiltInForm } | null>(null)
  useEffect(() => {
    let isWanted = true
    void ask(provider).then((answer) => isWanted && setForm({ of: provider, form: answer })).catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [provider])
  return form?.of === provider ? form.form : null
}
