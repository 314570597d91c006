/**
 * Where a list goes on, by the `Link` header of its answer (RFC 8288); null at its end. The address may be of another
 * host: whoever goes there decides.
 */
export function readNextPage({ link, url }: { link: string | null; url: URL }): URL | null {
  for (const [, target = '', params = ''] of (link ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(params) ?? []
    if (!(quoted ?? bare ?? '').toLowerCase().split(/\s+/).includes('next')) continue
    return URL.canParse(target, url) ? new URL(target, url) : null
  }
  return null
}
