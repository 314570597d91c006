'use client'

import { Button, TextInput, useField } from '@payloadcms/ui'
import type { TextFieldClientComponent } from 'payload'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { pickGlyphTone } from '#src/ui/primitives/pickGlyphTone.ts'
import { ProblemLine } from './ProblemLine.tsx'
import { useRowCheck } from './useRowCheck.ts'

/** The slug of a brand icon, with what the Marketplace makes of it beside it. */
export const IconField: TextFieldClientComponent = ({ field, path: givenPath }) => {
  const { hints } = panelMessages().editor
  const { provider, iconSuggestion } = useRowCheck()
  const { path, value, setValue } = useField<string>({ potentiallyStalePath: givenPath })
  const slug = (value ?? '').trim()
  const logo = provider?.logo
  const isUnknown = slug !== '' && logo?.kind === 'monogram'
  return (
    <div className="provider-icon">
      <TextInput AfterInput={<ProblemLine path={path} />} description={hints.logoSlug} label={field.label ?? 'Icon'} onChange={(event: { target: { value: string } }) => setValue(event.target.value)} path={path} value={value ?? ''} />
      <div aria-live="polite" className="provider-icon-result">
        {logo && <LogoMark logo={logo} />}
        <span>{isUnknown ? hints.iconUnknown(slug) : logo ? hints.iconFound : null}</span>
        {slug === '' && logo?.kind === 'monogram' && iconSuggestion !== null && <Button buttonStyle="secondary" onClick={() => setValue(iconSuggestion)} size="small">{hints.useIcon(iconSuggestion)}</Button>}
      </div>
    </div>
  )
}

type Logo = NonNullable<NonNullable<ReturnType<typeof useRowCheck>['provider']>['logo']>

/** The panel has none of the tenants' styles, so the mark is drawn plainly; the preview shows the real one. */
function LogoMark({ logo }: { logo: Logo }) {
  if (logo.kind === 'image') return <picture><img alt="" className="provider-mark" src={logo.url} /></picture>
  if (logo.kind === 'icon') return <picture><img alt="" className="provider-mark" src={`/api/logos/icon/${logo.slug}/${pickGlyphTone(logo.hex)}`} style={{ background: `#${logo.hex}` }} /></picture>
  return <span aria-hidden="true" className="provider-mark" style={{ background: `hsl(${logo.monogram.hue} 46% 40%)` }}>{logo.monogram.text}</span>
}
