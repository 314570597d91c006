import Link from 'next/link'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { SendsSummary } from '../connect/SendsSummary.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { describeScope } from './describeScope.ts'

/** What one agrees to by connecting, before connecting: the place of the key, the hosts, what it must be allowed to do. */
export function SendsPanel({ provider }: { provider: ProviderDetail }) {
  const text = messages().catalogue
  if (provider.authMethods.length === 0) return null
  return (
    <section aria-labelledby="sends" className="rounded-xl border border-line bg-surface p-4">
      <h2 id="sends" className="text-base font-semibold">{text.sends}</h2>
      <ul className="mt-2 space-y-3">
        {provider.authMethods.map((method) => (
          <li key={method.key} className="text-soft">
            {provider.authMethods.length > 1 && <p dir="auto" className="font-[550] break-words text-text">{method.label}</p>}
            <SendsSummary method={method} hosts={provider.hosts} />
            {method.scopes.length > 0 && (
              <>
                <p className="mt-2">{method.asksPerson ? `${messages().authorize.scopes}:` : text.scopesLead}</p>
                <ul className="mt-0.5 list-disc pl-5">{method.scopes.map((scope) => <li key={scope}>{describeScope(scope)} <code className="inline-block max-w-full rounded-[5px] bg-well px-1 font-mono text-sm break-all">{scope}</code></li>)}</ul>
              </>
            )}
            {!method.hasTest && <p className="mt-1 text-sm text-faint">{messages().provider.untested}</p>}
          </li>
        ))}
      </ul>
      <p className="mt-3 flex gap-2 border-t border-line pt-3 text-sm text-faint">
        <Icon name="lock" size={14} className="mt-0.5" />
        <span>{messages().connect.trust} <Link href="/keys" className="text-link inline-block min-h-6 hover:text-text">{text.trustLink}</Link></span>
      </p>
    </section>
  )
}
