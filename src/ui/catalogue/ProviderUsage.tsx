import { usageErrors } from '#src/engine/usage/UsageCounts.ts'
import type { SourceReport, UsageFigures } from '#src/engine/usage/UsageReport.ts'
import { messages } from '#src/messages/messages.ts'
import { sayMoney } from '../primitives/sayMoney.ts'
import { UsageBars } from '../settings/UsageBars.tsx'

/** How much the account used the provider, and by whose key; nothing where it did not. */
export function ProviderUsage({ report: { sources, ...period } }: { report: SourceReport }) {
  const text = messages().usage
  const used = (['byo', 'built_in'] as const).filter((source) => sources[source].total.calls + sources[source].total.handedOut > 0)
  if (used.length === 0) return null
  return (
    <section aria-labelledby="usage">
      <h2 id="usage" className="text-base font-semibold">{text.heading}</h2>
      <p className="mt-0.5 mb-2 text-soft">{text.lead}</p>
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
        {used.map((source) => (
          <li key={source} className="flex flex-wrap items-center gap-x-6 gap-y-2.5 px-4 py-3">
            <div className="min-w-0 flex-1 basis-56">
              <p className="font-semibold">{text.sources[source]}</p>
              <p className="text-sm text-faint tabular-nums">{describeTotal(sources[source].total)}</p>
            </div>
            {sources[source].total.calls > 0 && <UsageBars {...period} buckets={sources[source].buckets} label={`${text.bars[period.interval]}: ${text.sources[source]}`} width={240} height={32} barClassName="h-8" className="w-full sm:w-60" />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function describeTotal({ calls, errors, handedOut, meteredCalls, tokensIn, tokensOut, cost }: UsageFigures): string {
  const text = messages().usage
  const said = [text.callsOf(calls, usageErrors.reduce((sum, name) => sum + errors[name], 0))]
  if (handedOut > 0) said.push(text.handedOutOf(handedOut))
  if (meteredCalls > 0 && tokensIn + tokensOut > 0) said.push(text.tokensIn(tokensIn, tokensOut))
  if (cost > 0) said.push(text.costOf(sayMoney(cost)))
  return said.join(' · ')
}
