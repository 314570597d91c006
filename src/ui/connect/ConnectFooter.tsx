'use client'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { isTestFailure } from './describeSteps.ts'
import type { ConnectForm } from './useConnectForm.ts'

type Props = { form: ConnectForm; hasTest: boolean; isNew: boolean; onClose: () => void; onSubmit: (options: { isTested: boolean }) => void }

const text = () => messages().connect

export function ConnectFooter({ form, hasTest, isNew, onClose, onSubmit }: Props) {
  const { phase } = form
  const isWorking = phase.name === 'working'
  const canSaveAnyway = phase.name === 'refused' && phase.isTested && isTestFailure(phase.error.code)
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-2">
        {isNew && !canSaveAnyway && <Button variant="link" size="bare" isDisabled={isWorking} onPress={() => void form.addForLater()} className="mr-auto">{text().later}</Button>}
        {canSaveAnyway && <Button variant="link" size="bare" aria-describedby="save-anyway" onPress={() => onSubmit({ isTested: false })} className="mr-auto">{text().saveAnyway}</Button>}
        <div className="ml-auto flex gap-2.5">
          <Button onPress={isWorking ? form.stop : onClose}>{messages().common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={isWorking}>{hasTest ? text().submit : text().submitUntested}</Button>
        </div>
      </div>
      {canSaveAnyway && <p id="save-anyway" className="mt-2 text-sm text-faint">{text().saveAnywayHint}</p>}
    </>
  )
}
