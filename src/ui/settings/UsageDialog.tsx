'use client'
import { useEffect, useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { UsageReport } from '#src/engine/usage/UsageReport.ts'
import { messages } from '#src/messages/messages.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { Segments } from '../primitives/Segments.tsx'
import { Spinner } from '../primitives/Spinner.tsx'
import { useInSession } from '../session/useInSession.ts'
import { fillBuckets } from './fillBuckets.ts'
import { UsageBars } from './UsageBars.tsx'
import { UsageFacts } from './UsageFacts.tsx'

type Period = 'day' | 'week' | 'month'

const text = () => messages().usage
/** Back to the first hour or day of so many; the running one is the last. */
const hoursBack: Record<Period, number> = { day: 23, week: 6 * 24, month: 29 * 24 }

/** What a connection did in a day, a week or a month. Keeps its height while it reads. */
export function UsageDialog({ connection, onClose }: { connection: ConnectionView; onClose: () => void }) {
  const [period, setPeriod] = useState<Period>('week')
  const [reading, setReading] = useState(0)
  const report = useReport({ id: connection.id, period, reading })
  return (
    <Modal title={text().title(connection.displayName)} onClose={onClose}>
      <Segments label={text().period} value={period} options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: text().periods[value] }))} onChange={setPeriod} />
      <div className="mt-4 min-h-80">
        {/* Said aloud: this sentence, and not each bar and figure below it. */}
        <p role="status" className="mb-3 flex min-h-5 items-center gap-2 text-soft">{report === null && <Spinner />}{sayReport(report)}</p>
        {report === 'unknown' && <Button onPress={() => setReading((n) => n + 1)}>{messages().common.tryAgain}</Button>}
        {report !== null && report !== 'unknown' && <Report report={report} />}
      </div>
      <div className="mt-4 flex justify-end"><Button onPress={onClose}>{messages().common.close}</Button></div>
    </Modal>
  )
}

function sayReport(report: UsageReport | 'unknown' | null): string {
  if (report === null) return text().loading
  if (report === 'unknown') return text().unknown
  if (report.buckets.length === 0) return text().none
  const say = report.interval === 'hour' ? text().hours : text().days
  return say(report.total.calls, Math.max(...fillBuckets(report)))
}

const Report = ({ report }: { report: UsageReport }) => (
  <>
    <UsageBars {...report} label={text().bars[report.interval]} width={480} height={72} barClassName="h-18" className="mb-4" />
    {report.buckets.length > 0 && <UsageFacts total={report.total} />}
  </>
)

/** `reading`: another number reads anew. */
function useReport({ id, period, reading }: { id: string; period: Period; reading: number }): UsageReport | 'unknown' | null {
  const [report, setReport] = useState<UsageReport | 'unknown' | null>(null)
  const inSession = useInSession()
  useEffect(() => {
    const controller = new AbortController()
    setReport(null)
    const from = new Date(Date.now() - hoursBack[period] * 3_600_000).toISOString()
    inSession(() => patchbayApi.readUsage({ id, from, interval: period === 'day' ? 'hour' : 'day' }, { signal: controller.signal }))
      .then(setReport)
      .catch(() => { if (!controller.signal.aborted) setReport('unknown') })
    return () => controller.abort()
  }, [id, period, reading, inSession])
  return report
}
