import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { CopyBlock } from '../primitives/CopyBlock.tsx'
import { writeSamples } from './writeSamples.ts'

const text = () => messages().provider

export function UsageSamples({ provider, accountId }: { provider: ProviderDetail; accountId: string }) {
  const { inProcess, proxy } = writeSamples({ accountId, provider })
  return (
    <section aria-labelledby="use">
      <h2 id="use" className="text-base font-semibold">{text().use}</h2>
      <p className="mt-0.5 mb-3 text-soft">{text().useLead}</p>
      <div className="space-y-3">
        <CopyBlock label={text().inServerCode} code={inProcess} />
        {proxy && <CopyBlock label={text().throughProxy} code={proxy} />}
      </div>
    </section>
  )
}
