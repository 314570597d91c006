'use client'

import { Button, toast } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { nameToKey } from '#src/engine/catalog/nameToKey.ts'
import type { RequestGroup } from '#src/engine/connections/Overview.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { callApi } from '#src/ui/callApi.ts'
import { useVerb } from '#src/ui/useVerb.ts'
import { sayFault } from '../sayFault.ts'

const answers = ['planned', 'done', 'declined'] as const

/** One wish: answer all who asked at once, or begin a row from it. */
export function RequestCard({ group }: { group: RequestGroup }) {
  const text = panelMessages().platform.overview.requests
  const router = useRouter()
  const id = useId()
  const [status, setStatus] = useState<(typeof answers)[number]>('planned')
  const [note, setNote] = useState('')
  const { isPending, run } = useVerb((error) => { toast.error(sayFault(text.failed)(error)); return null })

  const answer = () => run(async () => {
    for (const one of group.ids) await callApi({ method: 'PATCH', path: `/provider-requests/${one}`, body: { status, ...(note.trim() === '' ? {} : { answer: note.trim() }) } })
    toast.success(text.saved(group.name, group.accounts))
    router.refresh()
  })
  // A hidden row is a valid one that nobody sees, so that it can be completed in the form.
  const makeRow = () => run(async () => {
    const row = { key: nameToKey(group.name), name: group.name, category: 'Other', description: group.name, website: group.website, status: 'hidden', authMethods: [{ blockType: 'bearer', key: 'bearer', label: 'API key', fields: [{ name: 'token', label: 'API key' }] }] }
    const { doc } = await callApi<{ doc: { id: string } }>({ method: 'POST', path: '/integration-providers', body: row })
    toast.success(text.made(group.name))
    router.push(`/admin/collections/integration-providers/${doc.id}`)
  })

  return (
    <li className="pb-request">
      <div>
        <strong>{group.name}</strong> <span className="pb-faint">{text.wanted(group.accounts)}</span>
        {group.website && <> <a href={group.website} rel="noreferrer noopener nofollow" target="_blank">{new URL(group.website).hostname}</a></>}
        {group.why.map((why) => <p className="pb-faint" key={why}>{why}</p>)}
      </div>
      <div className="pb-row">
        <label htmlFor={`${id}-status`}>{text.status}</label>
        <select id={`${id}-status`} onChange={(event) => setStatus(event.target.value as typeof status)} value={status}>
          {answers.map((one) => <option key={one} value={one}>{text.statuses[one]}</option>)}
        </select>
        <input aria-label={text.answer} className="pb-grow" maxLength={1000} onChange={(event) => setNote(event.target.value)} placeholder={text.answer} value={note} />
        <Button buttonStyle="secondary" disabled={isPending} margin={false} onClick={() => void answer()} size="small">{text.save}</Button>
        <Button buttonStyle="subtle" disabled={isPending} margin={false} onClick={() => void makeRow()} size="small">{text.makeRow}</Button>
      </div>
    </li>
  )
}
