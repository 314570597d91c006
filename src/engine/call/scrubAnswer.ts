import type { OutboundResponse } from '../egress/Egress.ts'
import { filterResponseHeaders } from '../egress/filterResponseHeaders.ts'
import { PatchbayError } from '../errors.ts'
import type { CallAnswer } from './CallPorts.ts'
import { scrubBody } from './scrubBody.ts'
import { scrubHeaders } from './scrubHeaders.ts'
import { discard } from './sendWithRetry.ts'

type Question = { response: OutboundResponse; secrets: string[]; /** Whether the row asks for the body too. */ withBody: boolean; /** The provider's. */ name: string }

/**
 * What of an answer is passed on, without the credential in its headers, nor in its body where the row says that the
 * service shows it there.
 * @throws PatchbayError `provider_error` when a body that is to be looked through is compressed all the same
 */
export function scrubAnswer({ response, secrets, withBody, name }: Question): Pick<CallAnswer, 'headers' | 'body'> {
  const headers = scrubHeaders({ headers: filterResponseHeaders(response.headers), secrets })
  if (!withBody) return { headers, body: response.whole ?? response.body }
  if (response.headers.some(isCoded)) {
    discard(response)
    throw new PatchbayError('provider_error', { message: `${name} compressed its answer although it was asked not to, so that its credential could not be taken out.` })
  }
  // It gets longer or shorter.
  return { headers: headers.filter(([header]) => header !== 'content-length'), body: scrubBody({ body: response.body, secrets }) }
}

/** Either header may come more than once, and each may name several. */
const isCoded = ([header, value]: [string, string]): boolean => {
  const plain = plainCodings[header]
  return plain !== undefined && value.split(',').some((one) => !plain.includes(one.trim().toLowerCase()))
}

const plainCodings: Record<string, string[]> = Object.assign(Object.create(null), { 'content-encoding': ['', 'identity'], 'transfer-encoding': ['', 'identity', 'chunked'] })
