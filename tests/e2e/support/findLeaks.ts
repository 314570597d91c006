/** Every spelling under which a secret could lie in a text: as it is, URL, JSON, HTML, hex and base64 at each of the three offsets. */
export function spellSecret(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const base64 = [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64').replace(/=+$/, '')
    // The first and last letters mix with what stands beside the secret.
    const inner = text.slice(offset === 0 ? 0 : offset + 1, (bytes.length + offset) % 3 === 0 ? undefined : -1)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
  const html = secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  return [...new Set([secret, encodeURIComponent(secret), encodeURIComponent(secret).toLowerCase(), JSON.stringify(secret).slice(1, -1), html, bytes.toString('hex'), ...base64])]
}

/** Which of the secrets lie in the text, and how they were spelled. */
export function findLeaks({ text, secrets }: { text: string; secrets: Record<string, string> }): string[] {
  const folded = text.toLowerCase()
  return Object.entries(secrets).flatMap(([name, secret]) => {
    const found = spellSecret(secret).find((spelling) => text.includes(spelling)) ?? (folded.includes(Buffer.from(secret).toString('hex')) ? 'hex' : undefined)
    return found === undefined ? [] : [`${name} as ${found.slice(0, 12)}…`]
  })
}
