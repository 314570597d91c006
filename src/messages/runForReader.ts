import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import { chooseLanguage } from './chooseLanguage.ts'
import { findReaderBy } from './currentReader.ts'
import type { Reader } from './Reader.ts'
import { readers } from './readers.ts'

const requests = new AsyncLocalStorage<Reader>()
findReaderBy(() => requests.getStore())

/** Payload's own cookie of the language, so that a choice holds for the admin panel too. */
const chosenLanguage = /(?:^|;\s*)payload-lng=([a-z]{2})(?:;|$)/

/** Does `work`, and whatever it starts, for the person who sent the request: in their language. */
export function runForReader<T>({ req, work }: { req: IncomingMessage; work: () => T }): T {
  const language = chooseLanguage({ chosen: chosenLanguage.exec(req.headers.cookie ?? '')?.[1], accepted: req.headers['accept-language'] })
  return requests.run(readers[language], work)
}
