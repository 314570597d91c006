'use client'
import { messages } from '#src/messages/messages.ts'
import type { Impact } from '../patchbayApi.ts'
import { Spinner } from '../primitives/Spinner.tsx'
import { isInUse } from './isInUse.ts'

const text = () => messages().settings.remove

/** What stops working, before anything is destroyed. Keeps its height while loading. */
export function ImpactList({ impact, isUnknown }: { impact: Impact | null; isUnknown: boolean }) {
  return (
    <div aria-live="polite" className="my-4 min-h-11 rounded-[10px] bg-well px-3.5 py-2.5">
      {isUnknown && <p>{text().unknownImpact}</p>}
      {!isUnknown && impact === null && <p className="flex items-center gap-2 text-soft"><Spinner />{text().loading}</p>}
      {impact && !isInUse(impact) && <p>{text().unused}</p>}
      {impact && isInUse(impact) && (
        <>
          <p className="font-[550]">{text().stops}</p>
          <ul className="mt-1 list-disc space-y-0.5 pl-4.5 marker:text-faint">
            {impact.calls30d > 0 && <li>{text().calls(impact.calls30d)}</li>}
            {impact.flows.map((one) => <li key={`flow ${one.name}`}>{text().flow(one.name)}</li>)}
            {impact.channels.map((one) => <li key={`channel ${one.name}`}>{text().channel(one.name)}</li>)}
            {impact.tokens.map((one) => <li key={`token ${one.name}`}>{text().token(one.name)}</li>)}
            {impact.tokenCount > impact.tokens.length && <li>{text().tokens(impact.tokenCount)}</li>}
          </ul>
        </>
      )}
    </div>
  )
}
