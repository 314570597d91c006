'use client'
import { useState } from 'react'
import type { OwnToken } from '#src/engine/people/OwnToken.ts'
import { messages } from '#src/messages/messages.ts'
import { peopleApi } from '../peopleApi.ts'
import { useRefresh } from '../shell/useRefresh.ts'
import { EmailForm } from './EmailForm.tsx'
import { NameForm } from './NameForm.tsx'
import { OwnTokens } from './OwnTokens.tsx'
import { Panel } from './Panel.tsx'
import { PasswordForm } from './PasswordForm.tsx'

const text = () => messages().account.you

/** `tokens`: the API tokens they made, which no password ends. */
export function YouView({ user, tokens: atFirst }: { user: { id: string; name: string; email: string }; tokens: OwnToken[] }) {
  const refresh = useRefresh()
  const [tokens, setTokens] = useState(atFirst)
  const [isChanged, setIsChanged] = useState(false)
  return (
    <div className="space-y-5">
      <Panel title={text().name}>
        <NameForm words={{ name: text().name, empty: text().noName, secret: text().secretName, save: text().save, saved: text().saved }} name={user.name} autoComplete="name" onSave={(name) => peopleApi.renameMe(user.id, name)} />
      </Panel>
      <Panel title={text().email} lead={text().emailHint}><EmailForm email={user.email} /></Panel>
      <Panel title={text().password} lead={text().passwordText}>
        <PasswordForm email={user.email} onChanged={(stillWork) => { setTokens(stillWork); setIsChanged(true) }} />
        <p role="status" className="mt-4 text-bad empty:mt-0">{isChanged && tokens.length > 0 ? text().tokens.stillWork(tokens.length) : null}</p>
      </Panel>
      {tokens.length > 0 && (
        <Panel title={text().tokens.title} lead={text().tokens.lead}>
          <OwnTokens tokens={tokens} onRevoked={() => { setTokens([]); refresh() }} />
        </Panel>
      )}
    </div>
  )
}
