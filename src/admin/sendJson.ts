type Sending = { method: 'GET' | 'POST' | 'PATCH' | 'DELETE'; path: string; body?: unknown; /** Said when the answer does not say why. */ otherwise: string }

/** Asks the server as whoever is signed in, and gives the body back. @throws Error with the refusal's own sentence */
export async function sendJson<Body = unknown>({ method, path, body, otherwise }: Sending): Promise<Body> {
  const response = await fetch(`/api${path}`, { method, credentials: 'same-origin', ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) })
  const answer = (await response.json().catch(() => ({}))) as { errors?: { message?: string }[] }
  if (!response.ok) throw new Error(answer.errors?.[0]?.message ?? otherwise)
  return answer as Body
}
