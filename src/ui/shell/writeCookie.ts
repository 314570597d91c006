const yearSeconds = 365 * 24 * 60 * 60

/** For preferences only (theme, chosen account): readable by scripts, never a secret, never trusted as a permission. */
export function writeCookie({ name, value }: { name: string; value: string | null }): void {
  const age = value === null ? 0 : yearSeconds
  const secure = window.location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `${name}=${encodeURIComponent(value ?? '')}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`
}
