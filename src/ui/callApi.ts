import { messages } from '#src/messages/messages.ts'
import { ApiError, type ApiProblem } from './ApiError.ts'
import { openedBy } from './session/openedBy.ts'
import { translateProblem } from './translateProblem.ts'

type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  body?: unknown
  signal?: AbortSignal
  headers?: Record<string, string>
  /** Whoever is signed in may send it: a sign-in. */
  isAnyones?: boolean
}

/**
 * One request to Patchbay's own API with the session cookie. `path` starts below `/api`.
 * Throws ApiError for every refusal and for a server that cannot be reached (status 0); an abort passes through.
 */
export async function callApi<Answer>(call: Call): Promise<Answer> {
  const response = await send(call)
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok && answer !== null) return answer as Answer
  throw new ApiError({ status: response.status, problems: readProblems(answer) })
}

async function send({ method, path, body, signal, headers = {}, isAnyones = false }: Call): Promise<Response> {
  const opener = isAnyones ? null : openedBy.read()
  try {
    return await fetch(`/api${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: signal ?? null,
      headers: { ...headers, ...(opener === null ? {} : { [openedBy.header]: opener }), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError({ status: 0, problems: [{ ...nothing(), message: messages().common.offline }] })
  }
}

const nothing = (): ApiProblem => ({ code: null, message: messages().common.unreadable, hint: null, field: null, note: null, requestId: null })

function readProblems(answer: unknown): [ApiProblem, ...ApiProblem[]] {
  const errors = (answer as { errors?: Partial<ApiProblem>[] } | null)?.errors
  if (!Array.isArray(errors)) return [nothing()]
  const [first = nothing(), ...rest] = errors.map((one) => translateProblem(dropRepeatedHint({ ...nothing(), ...one })))
  return [first, ...rest]
}

/** Some sentences already end with the cure; nobody needs to read it twice. */
const dropRepeatedHint = (problem: ApiProblem): ApiProblem => (problem.hint !== null && problem.message.includes(problem.hint) ? { ...problem, hint: null } : problem)
