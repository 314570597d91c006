'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { messages } from '#src/messages/messages.ts'
import { peopleApi } from '../peopleApi.ts'
import { Button } from '../primitives/Button.tsx'
import { CopyBlock } from '../primitives/CopyBlock.tsx'
import type { ShellAccount } from '../shell/Shell.ts'
import type { AccountFacts } from './DeleteAccountDialog.tsx'
import { NameForm } from './NameForm.tsx'
import { Panel } from './Panel.tsx'

const DeleteAccountDialog = dynamic(() => import('./DeleteAccountDialog.tsx').then((module) => module.DeleteAccountDialog), { ssr: false })
const text = () => messages().account

/** `facts`: for owners, who alone may delete. */
export function AccountView({ account, facts }: { account: ShellAccount; facts: AccountFacts | null }) {
  const [isOpen, setIsOpen] = useState(false)
  const mayRename = account.role === 'owner' || account.role === 'admin'
  return (
    <div className="space-y-5">
      <Panel title={text().name}>
        <NameForm
          words={{ name: text().name, hint: mayRename ? text().nameHint : text().whoRenames, empty: text().noName, secret: text().you.secretName, save: text().save, saved: text().saved }}
          name={account.name} isDisabled={!mayRename} onSave={(name) => peopleApi.renameAccount(account.id, name)}
        />
      </Panel>
      <Panel title={text().id}>
        <CopyBlock label={text().id} code={account.id} />
        <p className="mt-1.5 text-sm text-faint">{text().idHint}</p>
      </Panel>
      <Panel title={text().deleteTitle} lead={text().deleteText}>
        {facts === null ? <p className="text-soft">{text().whoDeletes}</p> : <Button variant="danger" onPress={() => setIsOpen(true)}>{text().deleteVerb}</Button>}
      </Panel>
      {isOpen && facts && <DeleteAccountDialog account={account} facts={facts} onClose={() => setIsOpen(false)} />}
    </div>
  )
}
