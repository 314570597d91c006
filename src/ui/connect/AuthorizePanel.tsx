'use client'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import type { ConnectForm } from './useConnectForm.ts'

type Props = { providerName: string; form: ConnectForm; isNew: boolean; onClose: () => void }

/** For auth methods that need the provider's own sign-in page: says plainly what is possible now. */
export function AuthorizePanel({ providerName, form, isNew, onClose }: Props) {
  const isWorking = form.phase.name === 'working'
  return (
    <>
      <div className="mb-4 rounded-[10px] bg-well px-3.5 py-3 text-soft">
        <p>{messages().connect.authorizeLead(providerName)}</p>
        {isNew && <p className="mt-1">{messages().connect.authorizeLater}</p>}
      </div>
      <div className="flex justify-end gap-2.5">
        <Button onPress={onClose}>{messages().common.cancel}</Button>
        {isNew && <Button variant="primary" isPending={isWorking} onPress={() => void form.addForLater()}>{messages().connect.addForLater}</Button>}
      </div>
    </>
  )
}
