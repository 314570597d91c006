import type { Language } from '#src/messages/Language.ts'
import type { Mail } from './Mail.ts'

type Draft = { language: Language; subject: string; greeting: string; paragraphs: string[]; link: { verb: string; url: string; cannotClick: string }; closing: string[] }

/**
 * Plain text and HTML of one mail. Names are typed by people: in the HTML they are text and never markup, and nothing in
 * it is loaded from anywhere.
 */
export function layOutMail({ language, subject, greeting, paragraphs, link, closing }: Draft): Mail {
  const [before, after] = [[greeting, ...paragraphs].map(flatten), closing.map(flatten)]
  const text = [...before, `${link.verb}:\n${link.url}`, ...after].join('\n\n')
  const html = [
    `<!doctype html><html lang="${escape(language)}"><head><meta charset="utf-8"><title>${escape(flatten(subject))}</title></head>`,
    '<body style="margin:0;padding:24px;background:#faf9f7;color:#1c1917;font:15px/1.55 system-ui,sans-serif"><div style="max-width:520px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #e7e3dd;border-radius:12px">',
    ...before.map((one) => `<p style="margin:0 0 14px">${escape(one)}</p>`),
    `<p style="margin:20px 0"><a href="${escape(link.url)}" style="display:inline-block;padding:10px 16px;border-radius:9px;background:#1c1917;color:#ffffff;text-decoration:none;font-weight:600">${escape(link.verb)}</a></p>`,
    `<p style="margin:0 0 14px;color:#6b655d;font-size:13px">${escape(link.cannotClick)}<br><span style="word-break:break-all">${escape(link.url)}</span></p>`,
    ...after.map((one) => `<p style="margin:0 0 14px;color:#6b655d;font-size:13px">${escape(one)}</p>`),
    '</div></body></html>',
  ].join('\n')
  return { subject: flatten(subject), text: `${text}\n`, html }
}

/** One line, read in its own direction: a name must make neither headers, nor lines of a terminal, nor turn round what follows it. */
const flatten = (text: string): string => text.replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => entities[one] ?? one)
