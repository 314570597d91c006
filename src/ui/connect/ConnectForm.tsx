'use client'
import { type FormEvent, useEffect, useRef } from 'react'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import { messages } from '#src/messages/messages.ts'
import { AuthorizeLead } from './AuthorizeLead.tsx'
import { AuthorizeState } from './AuthorizeState.tsx'
import { ComingMethod } from './ComingMethod.tsx'
import { ConnectFailure } from './ConnectFailure.tsx'
import { ConnectFields } from './ConnectFields.tsx'
import { ConnectFooter } from './ConnectFooter.tsx'
import { ConnectionName } from './ConnectionName.tsx'
import { describeSends } from './describeSends.ts'
import { DiscardPrompt } from './DiscardPrompt.tsx'
import { ExpiryDate } from './ExpiryDate.tsx'
import { explainRefusal } from './explainRefusal.ts'
import { isUsable } from './isUsable.ts'
import { InstallationChoice } from './InstallationChoice.tsx'
import { OtherAccount } from './OtherAccount.tsx'
import { Segments } from '../primitives/Segments.tsx'
import { SendsSummary } from './SendsSummary.tsx'
import { SignInAgain } from '../session/SignInAgain.tsx'
import { SwitchedAccount } from './SwitchedAccount.tsx'
import { TestProgress } from './TestProgress.tsx'
import type { ConnectForm as Form } from './useConnectForm.ts'

type Props = {
  form: Form
  provider: ProviderDetail
  accountName: string
  isNew: boolean
  /** Another key of the connection serves while this one is tested. */
  isReplacement: boolean
  /** What is typed is about to be thrown away: the question stands in place of the buttons. */
  discard: { onKeep: () => void; onDiscard: () => void } | null
  onClose: () => void
}

/** The fields of the row, what becomes of them, and the buttons. */
export function ConnectForm({ form, provider, accountName, isNew, isReplacement, discard, onClose }: Props) {
  const text = messages().connect
  const element = useRef<HTMLFormElement>(null)
  const { phase, method, wrongField } = form
  const canUse = method !== undefined && isUsable(method)
  const isBusy = phase.name === 'working' || phase.name === 'signedOut' || phase.name === 'switched' || phase.name === 'asking' || (phase.name === 'away' && !phase.isClosed)
  const asksPerson = method?.asksPerson === true
  const question = phase.name === 'asking' ? phase.question : null
  const send = () => (asksPerson ? form.authorize({ isHere: false }) : form.submit({ isTested: method?.hasTest ?? false }))
  const host = (method ? describeSends({ method, hosts: provider.hosts, values: form.values }).hosts[0] : undefined) ?? text.theProvider
  useEffect(() => {
    if (wrongField) element.current?.querySelector<HTMLElement>(`[name="${CSS.escape(wrongField.name)}"]`)?.focus()
  }, [wrongField])
  useEffect(() => {
    // What had the focus is gone when a question in place of the buttons was answered.
    if (phase.name === 'working' && !element.current?.contains(document.activeElement)) element.current?.querySelector<HTMLElement>('[data-primary]')?.focus()
  }, [phase.name])
  return (
    <>
      <form ref={element} noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); if (!isBusy && canUse) send() }}>
        {canUse && provider.helpText && <p className="mb-4 break-words text-soft">{provider.helpText}</p>}
        {canUse && asksPerson && <AuthorizeLead provider={provider} method={method} />}
        {canUse ? <ConnectFields form={form} provider={provider} isDisabled={isBusy} /> : <ComingMethod providerName={provider.name} isNew={isNew} />}
        <div className={canUse && !asksPerson ? 'grid gap-x-4 sm:grid-cols-[minmax(0,1fr)_auto]' : ''}>
          {isNew && <ConnectionName form={form} isDisabled={isBusy} />}
          {canUse && !asksPerson && <ExpiryDate form={form} isDisabled={isBusy} />}
        </div>
        {isNew && (
          <div className="mb-4">
            <p className="mb-1.5 font-[550]">{text.visibility}</p>
            <Segments label={text.visibility} value={form.visibility} isDisabled={isBusy} onChange={form.setVisibility} options={[{ value: 'account', label: text.shared(accountName) }, { value: 'private', label: text.private }]} />
          </div>
        )}
        <TestProgress form={form} host={host} />
        <AuthorizeState phase={phase} providerName={provider.name} onHere={() => form.authorize({ isHere: true })} onShow={form.authorization.show} />
        {phase.name === 'refused' && !phase.isAtFields && (
          <ConnectFailure error={phase.error} said={explainRefusal({ error: phase.error, provider: provider.name, account: accountName, isNew })} rest={isReplacement ? `${text.nothingSaved} ${asksPerson ? messages().authorize.oldServes : text.oldServes}` : text.nothingSaved} providerName={provider.name} />
        )}
        {method && canUse && (
          <div className="mb-4 rounded-[10px] border border-line px-3.5 py-2.5 text-[13px] text-soft">
            <p className="font-semibold text-text">{messages().provider.sends}</p>
            <SendsSummary method={method} hosts={provider.hosts} values={form.values} />
          </div>
        )}
        {discard ? <DiscardPrompt {...discard} /> : !(phase.name === 'signedOut' || phase.name === 'switched' || phase.name === 'asking') && <ConnectFooter form={form} canUse={canUse} hasTest={method?.hasTest ?? false} asksPerson={asksPerson} providerName={provider.name} isNew={isNew} onClose={onClose} />}
      </form>
      {!discard && phase.name === 'signedOut' && form.viewer && <SignInAgain viewer={form.viewer} onSignedIn={() => void form.resume()} onCancel={form.cancelWaiting} />}
      {!discard && question?.kind === 'account' && <OtherAccount question={question} onUsed={() => void form.authorization.finish(question.connection)} onKept={onClose} />}
      {!discard && question?.kind === 'installation' && <InstallationChoice question={question} onChosen={(id) => void form.authorization.finish(id)} onKept={form.cancelWaiting} />}
      {!discard && phase.name === 'switched' && <SwitchedAccount accountName={accountName} asksPerson={asksPerson} onGoOn={() => void form.saveHere()} onCancel={form.cancelWaiting} />}
      <p className="mt-4 text-center text-sm text-balance text-faint">{text.trust} <a href="/keys" target="_blank" className="text-link inline-block min-h-6 hover:text-text">{messages().catalogue.trustLink}<span className="sr-only"> {messages().common.opensNewTab}</span></a></p>
    </>
  )
}
