import { isTestFailure } from './describeSteps.ts'
import { TestSteps } from './TestSteps.tsx'
import type { ConnectForm } from './useConnectForm.ts'

/** The steps of a test, while it runs and after it failed. */
export function TestProgress({ form, host }: { form: ConnectForm; host: string }) {
  const { phase } = form
  if ((phase.name !== 'working' && phase.name !== 'refused') || !phase.isTested) return null
  const outcome = phase.name === 'working' ? 'working' : phase.error.code
  if (outcome === null || (outcome !== 'working' && !isTestFailure(outcome))) return null
  return <TestSteps outcome={outcome} host={host} isFormatOdd={form.fields.some((field) => form.notes[field.name]?.warning != null)} />
}
