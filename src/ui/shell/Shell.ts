export type ShellAccount = { id: string; name: string; slug: string; role: string }

/** Who is signed in and where, as `loadShell` answers it. */
export type Shell = {
  user: { id: string; name: string; email: string }
  isPlatformAdmin: boolean
  accounts: ShellAccount[]
  account: ShellAccount | null
}
