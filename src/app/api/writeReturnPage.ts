import { createHash } from 'node:crypto'
import type { Language } from '#src/messages/Language.ts'
import { readers } from '#src/messages/readers.ts'
import type { Finished } from '#src/server/finishAuthorization.ts'

/** Tells the dialog that opened this window, by whichever way the browser leaves open between the two, and closes it. */
const script = `const told=JSON.parse(document.getElementById('told').textContent)
try{const channel=new BroadcastChannel('patchbay-oauth');channel.postMessage(told);channel.close()}catch{}
try{if(window.opener)window.opener.postMessage(told,location.origin)}catch{}
setTimeout(()=>window.close(),50)`

const style = `:root{color-scheme:light dark}body{font:14px/1.5 system-ui,sans-serif;display:grid;place-content:center;min-height:90vh;margin:0 24px;text-align:center}p{max-width:44ch;margin:0 0 12px;overflow-wrap:anywhere}a{color:inherit}`

const sourceOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing but its own two lines runs here, and nothing is asked of anybody. */
const policy = `default-src 'none'; script-src ${sourceOf(script)}; style-src ${sourceOf(style)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** What the dialog hears: no secret is in it. */
export type ReturnMessage = {
  type: 'patchbay-oauth'
  attempt: string | null
  outcome: Finished['outcome']['kind']
  connection?: string
  held?: string
  problem?: { code: string; message: string; hint: string; note: string | null }
}

export function messageOf({ attempt, outcome }: Finished): ReturnMessage {
  const told = { type: 'patchbay-oauth', attempt, outcome: outcome.kind } as const
  if (outcome.kind === 'connected') return { ...told, connection: outcome.connection }
  if (outcome.kind === 'asking') return { ...told, held: outcome.attempt }
  const { code, message, hint, note = null } = outcome.error
  return { ...told, problem: { code, message, hint, note } }
}

/** The page a popup ends on: it tells the page that opened it and closes; where it may not, it says what to do. */
export function writeReturnPage({ finished, language }: { finished: Finished; language: Language }): Response {
  const { common, authorize: { window: text } } = readers[language].messages
  const told = messageOf(finished)
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(common.product)}</title><style>${style}</style>
<main><p role="status">${escapeHtml(text[finished.outcome.kind])}</p><p>${escapeHtml(text.close)} <a href="${escapeHtml(finished.location)}">${escapeHtml(text.back)}</a></p></main>
<script type="application/json" id="told">${JSON.stringify(told).replaceAll('<', '\\u003c')}</script><script>${script}</script></html>`
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'unsafe-none', 'cache-control': 'no-store' } })
}

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
