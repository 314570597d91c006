import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { describeScope } from '../catalogue/describeScope.ts'

/** What happens when one presses the button, and what the provider will be asked for. */
export function AuthorizeLead({ provider, method }: { provider: ProviderDetail; method: ProviderDetail['authMethods'][number] }) {
  const text = messages().authorize
  return (
    <div className="mb-4 rounded-[10px] bg-well px-3.5 py-3 text-soft">
      <p className="break-words">{text.lead(provider.name)}</p>
      {method.scopes.length > 0 && (
        <>
          <p className="mt-2 font-[550] text-text">{text.scopes}</p>
          <ul className="mt-0.5 list-disc pl-5">{method.scopes.map((scope) => <li key={scope}>{describeScope(scope)} <code className="inline-block max-w-full rounded-[5px] bg-raise px-1 font-mono text-sm break-all">{scope}</code></li>)}</ul>
        </>
      )}
    </div>
  )
}
