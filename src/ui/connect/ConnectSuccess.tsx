'use client'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'
import type { ConnectionView, TestResult } from '#src/engine/connections/ConnectionView.ts'
import { messages } from '#src/messages/messages.ts'
import { writeSamples } from '../catalogue/writeSamples.ts'
import { Button } from '../primitives/Button.tsx'
import { CopyBlock } from '../primitives/CopyBlock.tsx'
import { Icon } from '../primitives/Icon.tsx'
import { styleButton } from '../primitives/styleButton.ts'

type Props = { provider: ProviderDetail; connection: ConnectionView; result: TestResult | null; isReplacement: boolean; onClose: () => void; /** Before a link of this screen is followed. */ onLink: () => void; onAnother?: (() => void) | undefined }

const text = () => messages().connect.success

function describe({ connection, result, isReplacement }: Props): { title: string; line: string; isReady: boolean } {
  const { displayName, status } = connection
  if (status === 'disconnected') return { title: text().added, line: text().later(displayName), isReady: false }
  if (status !== 'active') return { title: text().saved, line: text().pending(displayName), isReady: false }
  const who = result?.identity?.label ?? connection.identity?.label
  if (isReplacement && connection.mode === 'oauth-user') return { title: text().reconnected, line: `${text().reconnectedText(displayName)}${who ? ` ${text().replacedAs(who)}` : ''}`, isReady: true }
  if (isReplacement) return { title: text().replaced, line: `${text().replacedText(displayName)}${who ? ` ${text().replacedAs(who)}` : ''}`, isReady: true }
  return { title: who ? text().connectedAs(who) : text().connected, line: text().active(displayName), isReady: true }
}

/** Names the account that answered, so that a wrong one is noticed now, and gives the next step. */
export function ConnectSuccess(props: Props) {
  const { title, line, isReady } = describe(props)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { inProcess } = writeSamples({ accountId: props.connection.account, provider: props.provider })
  return (
    <div className="fade">
      <div className="mb-5 flex flex-col items-center px-2 pt-1 text-center">
        <span className={`grid size-11 place-items-center rounded-full ${isReady ? 'bg-ok-well text-ok' : 'bg-well text-soft'}`}><Icon name={isReady ? 'check' : 'clock'} size={22} /></span>
        <h3 ref={heading} tabIndex={-1} className="mt-3 text-xl/6 font-[650] tracking-[-.01em] outline-none">{title}</h3>
        <p role="status" className="mt-1 max-w-[44ch] text-balance text-soft">{line}</p>
      </div>
      {isReady && !props.isReplacement && <div className="mb-5"><CopyBlock label={text().next} code={inProcess} /></div>}
      <div className="flex flex-wrap justify-end gap-2.5">
        {props.onAnother && <Button variant="link" size="bare" onPress={props.onAnother} className="mr-auto">{text().another}</Button>}
        <Link href={`/settings/integrations?show=${props.connection.id}`} onClick={props.onLink} className={styleButton()}>{text().toSettings}</Link>
        <Button variant="primary" onPress={props.onClose}>{messages().common.done}</Button>
      </div>
    </div>
  )
}
