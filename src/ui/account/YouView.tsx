'use client'
import { messages } from '#src/messages/messages.ts'
import { peopleApi } from '../peopleApi.ts'
import { NameForm } from './NameForm.tsx'
import { Panel } from './Panel.tsx'
import { PasswordForm } from './PasswordForm.tsx'

const text = () => messages().account.you

export function YouView({ user }: { user: { id: string; name: string; email: string } }) {
  return (
    <div className="space-y-5">
      <Panel title={text().name}>
        <NameForm words={{ name: text().name, empty: text().noName, secret: text().secretName, save: text().save, saved: text().saved }} name={user.name} autoComplete="name" onSave={(name) => peopleApi.renameMe(user.id, name)} />
        <p className="mt-4 text-sm text-soft">{text().email}: <span className="break-all text-text">{user.email}</span>. {text().emailHint}</p>
      </Panel>
      <Panel title={text().password} lead={text().passwordText}><PasswordForm email={user.email} /></Panel>
    </div>
  )
}
