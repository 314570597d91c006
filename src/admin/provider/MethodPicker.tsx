'use client'

import { Button, useForm, useFormFields } from '@payloadcms/ui'
import type { AuthMethodType } from '#src/engine/catalog/CompiledProvider.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { methodDefaults } from './methodDefaults.ts'
import { writeRowState } from './writeRowState.ts'

const types = ['api_key', 'bearer', 'basic', 'custom', 'oauth2_code', 'oauth2_client_credentials', 'token_exchange', 'github_app'] as const satisfies AuthMethodType[]
const usableTypes = 4

/** In place of Payload's block chooser, which adds an empty block: each of these adds one that works as it stands. */
export function MethodPicker() {
  const { adder: words } = panelMessages().editor
  const { addFieldRow, getData, setModified } = useForm()
  const count = useFormFields(([fields]) => fields['authMethods']?.rows?.length ?? 0)
  const add = (type: AuthMethodType) => {
    const { authMethods } = getData() as { authMethods?: unknown }
    // Without rows the form holds their number.
    const methods = Array.isArray(authMethods) ? (authMethods as { key?: string }[]) : []
    const values = { ...methodDefaults({ type, taken: methods.map((one) => one.key ?? ''), words }) }
    addFieldRow({ blockType: type, path: 'authMethods', rowIndex: count, schemaPath: 'integration-providers.authMethods', subFieldState: writeRowState({ values, makeId: () => crypto.randomUUID().replaceAll('-', '').slice(0, 24) }) })
    setModified(true)
  }
  return (
    <div aria-label={words.title} className="field-type provider-adder" role="group">
      <p className="provider-rows-label">{words.title}</p>
      <div className="provider-adder-types">
        {types.map((type, index) => (
          <Button buttonStyle={index < usableTypes ? 'secondary' : 'subtle'} key={type} onClick={() => add(type)} size="small" tooltip={words.what[type]}>
            {words.types[type]}
          </Button>
        ))}
      </div>
    </div>
  )
}
