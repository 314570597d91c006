'use client'

import { Button, toast, useDocumentInfo } from '@payloadcms/ui'
import { useEffect, useId, useState } from 'react'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { callApi } from '#src/ui/callApi.ts'
import { useVerb } from '#src/ui/useVerb.ts'
import { sayFault } from './sayFault.ts'

type Person = { id: string; email: string; name?: string | null }

/** On the page of an account that nobody owns: the platform may set its first owner, and nobody after that. */
export function FirstOwner() {
  const { id } = useDocumentInfo()
  const text = panelMessages().platform.owner
  const field = useId()
  const [people, setPeople] = useState<Person[] | null>(null)
  const [chosen, setChosen] = useState('')
  const { isPending, run } = useVerb((error) => { toast.error(sayFault(text.failed)(error)); return null })

  useEffect(() => {
    if (id === undefined) return
    const load = async (): Promise<void> => {
      const { totalDocs } = await callApi<{ totalDocs: number }>({ method: 'GET', path: `/memberships?where[account][equals]=${id}&where[role][equals]=owner&limit=1` })
      if (totalDocs > 0) return
      const { docs } = await callApi<{ docs: Person[] }>({ method: 'GET', path: '/users?where[platformRole][equals]=none&sort=email&limit=200' })
      setPeople(docs)
    }
    void load().catch(() => undefined)
  }, [id])
  if (people === null) return null

  const nameOf = ({ name, email }: Person): string => (name ? `${name} (${email})` : email)
  const set = () =>
    run(async () => {
      await callApi({ method: 'POST', path: '/memberships', body: { account: id, user: chosen, role: 'owner' } })
      const person = people.find((one) => one.id === chosen)
      toast.success(text.done(person === undefined ? '' : nameOf(person)))
      setPeople(null)
    })

  return (
    <div className="pb-panel">
      <h3>{text.title}</h3>
      <p>{people.length === 0 ? text.noPeople : text.text}</p>
      {people.length > 0 && (
        <div className="pb-row">
          <select aria-label={text.person} id={field} onChange={(event) => setChosen(event.target.value)} value={chosen}>
            <option value="">{text.choose}</option>
            {people.map((one) => <option key={one.id} value={one.id}>{nameOf(one)}</option>)}
          </select>
          <Button buttonStyle="secondary" disabled={isPending || chosen === ''} margin={false} onClick={() => void set()} size="small">{text.set}</Button>
        </div>
      )}
    </div>
  )
}
