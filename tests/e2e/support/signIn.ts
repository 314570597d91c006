export type Answer = { status: number; body: any; headers: Headers }

/** One person (or nobody) at the HTTP API, by header and never by cookie. */
export type Api = {
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** As `call`, and the body; throws what came back unless the status is 2xx. */
  must(method: string, path: string, body?: unknown): Promise<any>
}

export type SignedIn = { id: string; email: string; password: string; /** What the session cookie holds. */ session: string }
export type Person = Api & SignedIn

export function openApi({ baseUrl, authorization }: { baseUrl: string; authorization?: string }): Api {
  const call: Api['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${baseUrl}/api${path}`, {
      method,
      headers: { ...(authorization === undefined ? {} : { authorization }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : parse(text) }
  }
  const must: Api['must'] = async (method, path, body) => {
    const answer = await call(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  return { call, must }
}

export async function signIn({ baseUrl, email, password }: { baseUrl: string; email: string; password: string }): Promise<Person> {
  const { token, user } = await openApi({ baseUrl }).must('POST', '/users/login', { email, password })
  return { ...openApi({ baseUrl, authorization: `JWT ${token}` }), id: user.id, email, password, session: token }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
