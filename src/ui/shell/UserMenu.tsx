'use client'
import { languages } from '#src/messages/Language.ts'
import { messages } from '#src/messages/messages.ts'
import { ApiError } from '../ApiError.ts'
import { explainFailure } from '../explainFailure.ts'
import { patchbayApi } from '../patchbayApi.ts'
import { MenuButton } from '../primitives/MenuButton.tsx'
import { useNotify } from '../primitives/Notices.tsx'
import { initialsOf } from './initialsOf.ts'
import { languageChoice } from './languageChoice.ts'
import type { Theme } from './Theme.ts'
import { writeCookie } from './writeCookie.ts'

const text = () => messages().shell
const themes: Theme[] = ['system', 'light', 'dark']
const isTheme = (key: string): key is Theme => (themes as string[]).includes(key)

/** The server put the choice on <html>, and another press may have changed it since. */
const currentTheme = (): Theme => (document.documentElement.dataset['theme'] as Theme | undefined) ?? 'system'

function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  writeCookie({ name: 'patchbay-theme', value: theme === 'system' ? null : theme })
}

/** Menu entries of the languages, beside the others of one menu. */
const languagePrefix = 'language-'
const languageKeys = ['browser', ...languages]
const nameLanguage = (key: string): string => (text().languages as Record<string, string | undefined>)[key] ?? text().languageAsBrowser

const isNobody = (error: unknown): boolean => error instanceof ApiError && (error.code === 'invalid_request' || error.code === 'unauthenticated')

type Props = { user: { id: string; name: string; email: string }; isPlatformAdmin: boolean }

export function UserMenu({ user, isPlatformAdmin }: Props) {
  const notify = useNotify()
  const label = text().yourMenu(user.name || user.email)
  const signOut = async () => {
    try {
      // Whose session has ended already is as signed out as they want to be.
      await patchbayApi.signOut().catch((error: unknown) => { if (!isNobody(error)) throw error })
      window.location.assign('/sign-in')
    } catch (error) {
      notify({ tone: 'bad', text: explainFailure(error).message })
    }
  }
  const chooseLanguage = async (key: string) => {
    const language = languages.find((one) => one === key) ?? null
    languageChoice.write(language)
    // Kept for mails and other browsers; here the cookie alone would do, so a failure changes nothing.
    await patchbayApi.saveLanguage(user.id, language).catch(() => null)
    window.location.reload()
  }
  const act = (key: string): void => {
    if (isTheme(key)) applyTheme(key)
    else if (key.startsWith(languagePrefix)) void chooseLanguage(key.slice(languagePrefix.length))
    else if (key === 'sign-out') void signOut()
    // The admin panel has its own root layout: a full page load, not a client navigation.
    else window.location.assign('/admin')
  }
  const sections = () => [
    { title: text().theme, selected: currentTheme(), isKept: true, entries: themes.map((theme) => ({ key: theme, label: text().themes[theme] })) },
    {
      title: text().language,
      selected: `${languagePrefix}${languageChoice.read() ?? 'browser'}`,
      entries: languageKeys.map((key) => ({ key: `${languagePrefix}${key}`, label: nameLanguage(key) })),
    },
    { entries: [...(isPlatformAdmin ? [{ key: 'admin', label: text().adminPanel }] : []), { key: 'sign-out', label: text().signOut }] },
  ]
  const header = (
    <div className="px-2.5 pt-1.5 pb-1">
      <p className="font-[550]">{user.name}</p>
      <p className="text-sm break-all text-faint">{user.email}</p>
    </div>
  )
  return (
    <MenuButton menuLabel={label} header={header} sections={sections} onAction={act} className="grid size-8 shrink-0 place-items-center rounded-full bg-ink text-2xs font-semibold text-ink-text">
      <span aria-hidden="true">{initialsOf(user)}</span>
      <span className="sr-only">{label}</span>
    </MenuButton>
  )
}
