'use client'
import { messages } from '#src/messages/messages.ts'
import { Button } from '../primitives/Button.tsx'
import { isTestFailure } from './describeSteps.ts'
import type { ConnectForm } from './useConnectForm.ts'

type Props = { form: ConnectForm; /** The chosen method can be used already. */ canUse: boolean; hasTest: boolean; asksPerson: boolean; providerName: string; isNew: boolean; onClose: () => void }

/** One button that does it; what else there is stands to the left of it. */
export function ConnectFooter({ form, canUse, hasTest, asksPerson, providerName, isNew, onClose }: Props) {
  const text = messages().connect
  const { phase } = form
  const isAway = phase.name === 'away' && !phase.isClosed
  const isWorking = phase.name === 'working' || isAway
  const stop = isAway ? form.authorization.giveUp : form.stop
  const hasGoneWrong = (phase.name === 'away' && phase.isClosed) || phase.name === 'blocked'
  const submitWord = !asksPerson ? (hasTest ? text.submit : text.submitUntested) : hasGoneWrong ? messages().authorize.again : messages().authorize.submit(providerName)
  const canSaveAnyway = phase.name === 'refused' && phase.isTested && isTestFailure(phase.error.code)
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-2">
        {isNew && canUse && !canSaveAnyway && <Button variant="link" size="bare" isDisabled={isWorking} onPress={form.addForLater} className="mr-auto">{text.later}</Button>}
        {canSaveAnyway && <Button variant="link" size="bare" aria-describedby="save-anyway" onPress={() => form.submit({ isTested: false })} className="mr-auto">{text.saveAnyway}</Button>}
        <div className="ml-auto flex max-w-full min-w-0 gap-2.5">
          <Button className="shrink-0" onPress={isWorking ? stop : onClose}>{isWorking ? text.stop : messages().common.cancel}</Button>
          {canUse && <Button type="submit" variant="primary" data-primary isPending={isWorking} className="min-w-0"><span className="truncate">{submitWord}</span></Button>}
          {!canUse && isNew && <Button variant="primary" data-primary isPending={isWorking} onPress={form.addForLater}>{text.addForLater}</Button>}
        </div>
      </div>
      {canSaveAnyway && <p id="save-anyway" className="mt-2 text-sm text-faint">{text.saveAnywayHint}</p>}
      <p role="status" className="mt-2 text-sm text-soft empty:hidden">{phase.name === 'editing' && phase.isStopped ? text.stopped : ''}</p>
    </>
  )
}
