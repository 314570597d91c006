/**
 * The headers of a page that somebody opens, as if they had come from a page of ours. Payload takes a step from another
 * site (a link in a web mail, the way back from a provider) for nobody's, so that no other site can act with a session;
 * but a page acts on nothing, is framed by nobody, and is shown to that person alone. Everything that is no page being
 * opened stays as it is.
 */
export function readAsOwnStep(headers: Headers): Headers {
  if (headers.get('sec-fetch-site') !== 'cross-site' || headers.get('sec-fetch-mode') !== 'navigate' || headers.get('sec-fetch-dest') !== 'document' || headers.has('origin')) return headers
  const own = new Headers(headers)
  own.set('sec-fetch-site', 'same-origin')
  return own
}
