import type { UsageReport } from '#src/engine/usage/UsageReport.ts'
import { messages } from '#src/messages/messages.ts'
import { Bars } from '../primitives/Bars.tsx'
import { fillBuckets } from './fillBuckets.ts'
import { nameBuckets } from './nameBuckets.ts'

type Props = Pick<UsageReport, 'from' | 'to' | 'interval' | 'buckets'> & { /** What the list is called for those who hear it. */ label: string; width: number; height: number; /** Its height on the page. */ barClassName: string; className?: string }

/** Calls of each hour or day as bars between the names of the first and the last; and as a list for those who cannot see bars. */
export function UsageBars({ label, width, height, barClassName, className = '', ...report }: Props) {
  const values = fillBuckets(report)
  const names = nameBuckets(report)
  const hints = names.map((name, place) => messages().usage.bar(name, values[place] ?? 0))
  return (
    <div className={className}>
      <Bars values={values} hints={hints} width={width} height={height} className={`block w-full ${barClassName}`} />
      <p aria-hidden="true" className="mt-1 flex justify-between text-xs text-faint tabular-nums" suppressHydrationWarning><span>{names[0]}</span><span>{names.at(-1)}</span></p>
      <ul aria-label={label} className="sr-only">{hints.map((hint, place) => values[place] !== 0 && <li key={place}>{hint}</li>)}</ul>
    </div>
  )
}
