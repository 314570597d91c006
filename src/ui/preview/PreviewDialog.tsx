'use client'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { ConnectForm } from '../connect/ConnectForm.tsx'
import { isUsable } from '../connect/isUsable.ts'
import { useConnectForm } from '../connect/useConnectForm.ts'
import { Logo } from '../primitives/Logo.tsx'
import { Segments } from '../primitives/Segments.tsx'

type Props = { provider: ProviderDetail; authMethod: string | null; accountName: string }

const nothing = () => {}

/** The connect dialog without what makes it a dialog: nothing opens, and nothing takes the focus. */
export function PreviewDialog({ provider, authMethod, accountName }: Props) {
  const shown = provider.authMethods.find((one) => one.key === authMethod) ?? provider.authMethods[0]
  // The hook begins with the first method: the chosen one goes there.
  const turned = { ...provider, authMethods: shown === undefined ? [] : [shown, ...provider.authMethods.filter((one) => one !== shown)] }
  const form = useConnectForm({ provider: turned, account: { id: '', name: accountName }, onSaved: nothing })
  const text = messages().connect
  return (
    <section className="w-full max-w-[520px] rounded-2xl border border-line bg-raise p-5 shadow-dialog sm:p-6">
      <header className="mb-4 flex items-center gap-3 pr-9">
        <Logo logo={provider.logo} />
        <div className="min-w-0">
          <h2 className="text-xl/6 font-[650] tracking-[-.01em]">{text.title(provider.name)}</h2>
          <p className="mt-0.5 text-soft">{provider.description}</p>
        </div>
      </header>
      {provider.authMethods.length > 1 && <div className="mb-4"><Segments label={text.method} value={shown?.key ?? ''} options={provider.authMethods.map((one) => ({ value: one.key, label: isUsable(one) ? one.label : text.comingMethod(one.label) }))} onChange={nothing} isDisabled={false} /></div>}
      <ConnectForm form={form} provider={turned} accountName={accountName} isNew isReplacement={false} discard={null} onClose={nothing} />
    </section>
  )
}
