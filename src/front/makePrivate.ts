/** Public and s-maxage let shared caches keep an answer (RFC 9111 section 5.2.2); proxy-revalidate says when. */
const ofSharedCaches = /^(?:public|private|s-maxage|proxy-revalidate)(?:\s*=|$)/i
/** A directive, whose value may hold commas in quotes. */
const directives = /(?:[^",]|"(?:[^"\\]|\\.)*"?)+/g

/** A Cache-Control value with which no shared cache keeps the answer; what it says to the client's own cache stays. */
export function makePrivate(cacheControl: string): string {
  const kept = (cacheControl.match(directives) ?? []).map((one) => one.trim()).filter((one) => one !== '' && !ofSharedCaches.test(one))
  return ['private', ...kept].join(', ')
}
