'use client'
import { useEffect, useState } from 'react'
import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import type { UsageReport } from '#src/engine/usage/UsageReport.ts'
import { messages } from '#src/messages/messages.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { Bars } from '../primitives/Bars.tsx'
import { Button } from '../primitives/Button.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { Segments } from '../primitives/Segments.tsx'
import { Spinner } from '../primitives/Spinner.tsx'
import { useInSession } from '../session/useInSession.ts'
import { fillBuckets } from './fillBuckets.ts'
import { nameEnds } from './nameEnds.ts'
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
      <div aria-live="polite" className="mt-4 min-h-80">
        {report === null && <p className="flex items-center gap-2 text-soft"><Spinner />{text().loading}</p>}
        {report === 'unknown' && (
          <>
            <p className="mb-3">{text().unknown}</p>
            <Button onPress={() => setReading((n) => n + 1)}>{messages().common.tryAgain}</Button>
          </>
        )}
        {report !== null && report !== 'unknown' && (report.buckets.length === 0 ? <p className="text-soft">{text().none}</p> : <Report report={report} />)}
      </div>
      <div className="mt-4 flex justify-end"><Button onPress={onClose}>{messages().common.close}</Button></div>
    </Modal>
  )
}

function Report({ report }: { report: UsageReport }) {
  const values = fillBuckets(report)
  const [first, last] = nameEnds(report)
  const say = report.interval === 'hour' ? text().hours : text().days
  return (
    <>
      <Bars values={values} width={480} height={72} className="h-18 w-full" />
      <p aria-hidden="true" className="mt-1 flex justify-between text-xs text-faint tabular-nums"><span>{first}</span><span>{last}</span></p>
      <p className="mt-1.5 mb-4 text-sm text-faint">{say(report.total.calls, Math.max(...values))}</p>
      <UsageFacts total={report.total} />
    </>
  )
}

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
