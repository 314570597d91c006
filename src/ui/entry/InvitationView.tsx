'use client'
import { useEffect, useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { explainFailure } from '../explainFailure.ts'
import { leaveFor } from '../leaveFor.ts'
import { type Accepted, type Looked, peopleApi } from '../peopleApi.ts'
import { Spinner } from '../primitives/Spinner.tsx'
import { styleButton } from '../primitives/styleButton.ts'
import { accountCookie } from '../session/accountCookie.ts'
import { writeCookie } from '../shell/writeCookie.ts'
import { EntryCard } from './EntryCard.tsx'
import { EntryFrame } from './EntryFrame.tsx'
import { JoinAsMe } from './JoinAsMe.tsx'
import { JoinAsNew } from './JoinAsNew.tsx'
import { useLinkToken } from './useLinkToken.ts'

type Found = { state: Looked['state'] | 'unknown' | 'failed'; invitation: Looked['invitation']; said?: string }
const text = () => messages().entry.invitation
const page = '/invitations'

/** What a link leads to, and the way in: as whoever is signed in, else as somebody new. */
export function InvitationView({ user }: { user: { email: string } | null }) {
  const { token, forget } = useLinkToken(page)
  const found = useInvitation(token)
  const enter = ({ account }: Accepted) => {
    forget()
    writeCookie({ name: accountCookie, value: account.id })
    return leaveFor('/marketplace')
  }
  if (found === null) return <EntryFrame title={text().title} lead={<span role="status" className="inline-flex items-center gap-2"><Spinner />{text().loading}</span>} />
  const { invitation } = found
  if (invitation === null || !token) {
    return (
      <EntryFrame title={text().goneTitle}>
        <EntryCard>
          <p role="status" className="mb-4 text-soft">{found.said ?? text().gone[found.state]}</p>
          <a href="/sign-in" className={styleButton()}>{text().toSignIn}</a>
        </EntryCard>
      </EntryFrame>
    )
  }
  const role = messages().shell.roles[invitation.role] ?? invitation.role
  const lead = <>{invitation.inviter ? text().asked(invitation.inviter, role) : text().askedBy(role)} {text().forAddress(invitation.email)}</>
  return (
    <EntryFrame title={text().joins(invitation.account)} lead={lead}>
      <EntryCard>
        {user ? <JoinAsMe token={token} own={user.email} invited={invitation.email} onJoined={enter} /> : <JoinAsNew token={token} email={invitation.email} onJoined={enter} />}
      </EntryCard>
    </EntryFrame>
  )
}

/** Null while it is looked up. Looking uses nothing up. */
function useInvitation(token: string | null | undefined): Found | null {
  const [found, setFound] = useState<Found | null>(null)
  useEffect(() => {
    if (token === undefined) return
    if (token === null) return setFound({ state: 'unknown', invitation: null })
    let isCurrent = true
    peopleApi.look(token)
      .then((looked) => { if (isCurrent) setFound(looked) })
      .catch((error: unknown) => {
        if (!isCurrent) return
        const isUnknown = error instanceof ApiError && error.status === 404
        setFound(isUnknown ? { state: 'unknown', invitation: null } : { state: 'failed', invitation: null, said: error instanceof ApiError && error.code === 'rate_limited' ? messages().entry.tooMany : explainFailure(error).message })
      })
    return () => { isCurrent = false }
  }, [token])
  return found
}
