'use client'
import { type FormEvent, useRef, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { Logo } from '../primitives/Logo.tsx'
import { Modal } from '../primitives/Modal.tsx'
import { Segments } from '../primitives/Segments.tsx'
import { AuthorizePanel } from './AuthorizePanel.tsx'
import { ConnectFailure } from './ConnectFailure.tsx'
import { ConnectFields } from './ConnectFields.tsx'
import { ConnectFooter } from './ConnectFooter.tsx'
import { ConnectSuccess } from './ConnectSuccess.tsx'
import { describeSends } from './describeSends.ts'
import { isTestFailure } from './describeSteps.ts'
import { DiscardPrompt } from './DiscardPrompt.tsx'
import { NameAndVisibility } from './NameAndVisibility.tsx'
import { SendsSummary } from './SendsSummary.tsx'
import { TestSteps } from './TestSteps.tsx'
import { type ConnectTarget, useConnectForm } from './useConnectForm.ts'

type Props = ConnectTarget & { onClose: () => void }

const text = () => messages().connect

/** Drawn entirely from the provider's row. With a connection it fills that one in; without, it makes a new one. */
export function ConnectDialog({ onClose, ...target }: Props) {
  const { provider, account, connection } = target
  const form = useConnectForm(target)
  const [isAsking, setIsAsking] = useState(false)
  const element = useRef<HTMLFormElement>(null)
  const { phase, method } = form
  const close = () => (form.isDirty ? setIsAsking(true) : onClose())
  const submit = async (options: { isTested: boolean }) => {
    const missing = await form.submit(options)
    // The fields are disabled while the request runs; the next frame has them back.
    if (missing) requestAnimationFrame(() => element.current?.querySelector<HTMLElement>(`[name="${CSS.escape(missing)}"]`)?.focus())
  }
  const title = !connection ? text().title(provider.name) : Object.keys(connection.maskedCredential).length > 0 ? text().replaceTitle(connection.displayName) : text().finishTitle(connection.displayName)

  if (phase.name === 'saved') {
    return (
      <Modal title={title} onClose={onClose} leading={<Logo logo={provider.logo} />}>
        <ConnectSuccess provider={provider} connection={phase.connection} result={phase.result} isReplacement={connection !== undefined && Object.keys(connection.maskedCredential).length > 0} onClose={onClose} />
      </Modal>
    )
  }
  return (
    <Modal title={title} subtitle={connection ? provider.name : provider.description} onClose={close} leading={<Logo logo={provider.logo} />}>
      {provider.authMethods.length > 1 && !connection && (
        <div className="mb-4"><Segments label={text().method} value={method?.key ?? ''} options={provider.authMethods.map((one) => ({ value: one.key, label: one.label }))} onChange={form.chooseMethod} isDisabled={phase.name === 'working'} /></div>
      )}
      {method?.type === 'oauth2_code'
        ? <AuthorizePanel providerName={provider.name} form={form} isNew={!connection} onClose={close} />
        : (
          <form ref={element} noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); if (phase.name !== 'working') void submit({ isTested: method?.hasTest ?? true }) }}>
            {provider.helpText && <p className="mb-4 text-soft">{provider.helpText}</p>}
            <ConnectFields form={form} provider={provider} connection={connection} />
            {!connection && <NameAndVisibility form={form} accountName={account.name} />}
            <Progress form={form} provider={provider} />
            {phase.name === 'refused' && !phase.isAtFields && <ConnectFailure error={phase.error} providerName={provider.name} />}
            <div className="mb-4 rounded-[10px] border border-line px-3.5 py-2.5 text-[13px] text-soft">
              <p className="font-semibold text-text">{messages().provider.sends}</p>
              {method && <SendsSummary method={method} hosts={provider.hosts} values={form.values} />}
            </div>
            {isAsking
              ? <DiscardPrompt onKeep={() => setIsAsking(false)} onDiscard={onClose} />
              : <ConnectFooter form={form} hasTest={method?.hasTest ?? false} isNew={!connection} onClose={close} onSubmit={(options) => void submit(options)} />}
            <p className="mt-4 text-center text-sm text-balance text-faint">{text().trust}</p>
          </form>
        )}
    </Modal>
  )
}

function Progress({ form, provider }: { form: ReturnType<typeof useConnectForm>; provider: Props['provider'] }) {
  const { phase } = form
  if ((phase.name !== 'working' && phase.name !== 'refused') || !phase.isTested) return null
  const outcome = phase.name === 'working' ? 'working' : phase.error.code
  if (outcome === null || (outcome !== 'working' && !isTestFailure(outcome))) return null
  const [host] = form.method ? describeSends({ method: form.method, hosts: provider.hosts, values: form.values }).hosts : []
  return <TestSteps outcome={outcome} host={host ?? text().theProvider} isFormatOdd={Object.values(form.notes).some((note) => note.warning !== null)} />
}
