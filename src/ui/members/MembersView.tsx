'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { MembersData, MemberView } from '#src/engine/people/MembersData.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { Button } from '../primitives/Button.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { sayFailure } from '../sayFailure.ts'
import type { Viewer } from '../settings/Viewer.ts'
import { useRefresh } from '../shell/useRefresh.ts'
import type { MemberVerb } from './listMemberVerbs.ts'
import { MemberTable } from './MemberTable.tsx'
import { PendingInvitations } from './PendingInvitations.tsx'

const InviteDialog = dynamic(() => import('./InviteDialog.tsx').then((module) => module.InviteDialog), { ssr: false })
const RoleDialog = dynamic(() => import('./RoleDialog.tsx').then((module) => module.RoleDialog), { ssr: false })
const RemoveMemberDialog = dynamic(() => import('./RemoveMemberDialog.tsx').then((module) => module.RemoveMemberDialog), { ssr: false })
const HandOverDialog = dynamic(() => import('./HandOverDialog.tsx').then((module) => module.HandOverDialog), { ssr: false })

type Opened = { verb: 'invite' } | { verb: MemberVerb; member: MemberView }
const text = () => messages().members

/** The people of an account. Whoever may only look is told once who can do more. */
export function MembersView({ data, viewer }: { data: MembersData; viewer: Viewer }) {
  const refresh = useRefresh()
  const notify = useNotify()
  const [opened, setOpened] = useState<Opened | null>(null)
  const mayManage = viewer.role === 'owner' || viewer.role === 'admin'
  const close = () => setOpened(null)
  const done = (notice: string | null) => {
    setOpened(null)
    if (notice !== null) notify({ tone: 'ok', text: notice })
    refresh()
  }
  /** Somebody removed meanwhile, or oneself: the page is brought up to date and says why. */
  const fail = (error: unknown): string | null => {
    if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 403)) return sayFailure(error)
    setOpened(null)
    notify({ tone: 'bad', text: error.status === 404 ? text().gone : `${error.message} ${error.hint ?? ''}` })
    refresh()
    return null
  }
  const heirs = data.members.filter((one) => one.user !== viewer.id)
  return (
    <>
      <div className="mb-4 flex min-h-9 flex-wrap items-center gap-3">
        {mayManage ? <Button variant="primary" onPress={() => setOpened({ verb: 'invite' })}>{text().invite}</Button> : <p className="text-soft">{text().whoCan}</p>}
      </div>
      <MemberTable members={data.members} viewer={viewer} onVerb={(verb, member) => setOpened({ verb, member })} />
      {data.invitations.length > 0 && <PendingInvitations invitations={data.invitations} viewer={viewer} onChanged={refresh} onFailed={(error) => { const said = fail(error); if (said) notify({ tone: 'bad', text: said }) }} />}
      {opened?.verb === 'invite' && <InviteDialog viewer={viewer} sendsMail={data.sendsMail} onClose={close} onDone={done} onFailed={fail} />}
      {opened?.verb === 'role' && <RoleDialog member={opened.member} viewer={viewer} onClose={close} onDone={done} onFailed={fail} />}
      {(opened?.verb === 'remove' || opened?.verb === 'leave') && <RemoveMemberDialog member={opened.member} isSelf={opened.verb === 'leave'} onClose={close} onDone={done} onFailed={fail} />}
      {opened?.verb === 'handOver' && <HandOverDialog others={heirs} onClose={close} onDone={done} onFailed={fail} />}
    </>
  )
}

/** What every dialog of this page gets: `onFailed` gives the sentence to show, or null when the page has dealt with it. */
export type DialogProps = { onClose: () => void; onDone: (notice: string | null) => void; onFailed: (error: unknown) => string | null }
