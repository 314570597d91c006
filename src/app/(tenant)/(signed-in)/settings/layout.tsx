import type { ReactNode } from 'react'
import { SettingsNav } from '#src/ui/settings/SettingsNav.tsx'
import { readShell } from '../../requireShell.ts'

/** Somebody without an account has no settings to go to. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const shell = await readShell()
  return (
    <>
      {shell?.account && <SettingsNav />}
      {children}
    </>
  )
}
