const size = { width: 560, height: 720 }

/**
 * A window for a provider's consent page, in the middle of this one; null where the browser did not let it open. To be
 * asked for in the press itself: a moment later browsers take it for an advertisement.
 */
export function openAuthorizeWindow({ title }: { title: string }): Window | null {
  const left = Math.max(0, Math.round(window.screenX + (window.outerWidth - size.width) / 2))
  const top = Math.max(0, Math.round(window.screenY + (window.outerHeight - size.height) / 2))
  const opened = window.open('about:blank', '_blank', `popup,width=${size.width},height=${size.height},left=${left},top=${top}`)
  if (opened === null || opened.closed) return null
  try {
    opened.document.title = title
    opened.document.body.textContent = title
  } catch {
    // Only what it shows for a moment.
  }
  return opened
}
