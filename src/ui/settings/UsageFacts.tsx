'use client'
import type { ReactNode } from 'react'
import { usageErrors } from '#src/engine/usage/UsageCounts.ts'
import type { UsageFigures } from '#src/engine/usage/UsageReport.ts'
import { currentReader } from '#src/messages/currentReader.ts'
import { messages } from '#src/messages/messages.ts'
import { sayMoney } from '../primitives/sayMoney.ts'

const numberOf = (n: number): string => n.toLocaleString(currentReader().locale)
const timeOf = (ms: number): string => (ms < 1_000 ? `${numberOf(ms)}\u00a0ms` : `${numberOf(Math.round(ms / 100) / 10)}\u00a0s`)

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

function sizeOf(bytes: number): string {
  const place = bytes < 1_000 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log10(bytes) / 3))
  return new Intl.NumberFormat(currentReader().locale, { style: 'unit', unit: sizes[place], unitDisplay: place === 0 ? 'long' : 'short', maximumFractionDigits: 1 }).format(bytes / 1_000 ** place).replace(' ', '\u00a0')
}

const partOf = (n: number, all: number): string => new Intl.NumberFormat(currentReader().locale, { style: 'percent', maximumFractionDigits: 1 }).format(all === 0 ? 0 : n / all)

/** All of a period in words; what did not happen is left out, except errors. */
export function UsageFacts({ total }: { total: UsageFigures }) {
  const text = messages().usage
  const failed = usageErrors.filter((name) => total.errors[name] > 0)
  const errors = failed.reduce((sum, name) => sum + total.errors[name], 0)
  const { p50Ms, p95Ms } = total.latency
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
      <Fact name={text.calls}>{numberOf(total.calls)}</Fact>
      <Fact name={text.errors}>
        {errors === 0 ? text.noErrors : `${numberOf(errors)} (${partOf(errors, total.calls)})`}
        {failed.length > 0 && <ul className="mt-0.5 text-sm text-soft">{failed.map((name) => <li key={name}>{text.causes[name]}: {numberOf(total.errors[name])}</li>)}</ul>}
      </Fact>
      {p50Ms !== null && p95Ms !== null && <Fact name={text.time}>{text.timeOf(timeOf(p50Ms), timeOf(p95Ms))}</Fact>}
      <Fact name={text.bytes}>{text.bytesOf(sizeOf(total.requestBytes), sizeOf(total.responseBytes))}</Fact>
      {total.attempts > total.calls && <Fact name={text.retries}>{numberOf(total.attempts - total.calls)}</Fact>}
      {total.passedOver > 0 && <Fact name={text.passedOver}>{numberOf(total.passedOver)}</Fact>}
      {total.handedOut > 0 && <Fact name={text.handedOut}>{numberOf(total.handedOut)}</Fact>}
      {total.meteredCalls > 0 && <Fact name={text.tokens}>{text.tokensOf(numberOf(total.tokensIn), numberOf(total.tokensOut), total.meteredCalls)}</Fact>}
      {total.cost > 0 && <Fact name={text.cost}>{sayMoney(total.cost)}</Fact>}
    </dl>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="sm:contents">
    <dt className="text-faint">{name}</dt>
    <dd className="tabular-nums">{children}</dd>
  </div>
)
