import type { Config } from 'payload'
import { redactText } from '#src/engine/redact/redactText.ts'
import { redactValue } from '#src/engine/redact/redactValue.ts'

/**
 * One JSON line an event, redacted whatever it is: database drivers put bound values into their messages, and Payload
 * logs the errors it meets as they are.
 */
export const logger: Config['logger'] = {
  options: {
    level: 'info',
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => redactValue(fields) as Record<string, unknown>,
    },
    hooks: {
      logMethod(args, method) {
        method.apply(this, args.map((one: unknown) => (typeof one === 'string' ? redactText(one) : one)) as Parameters<typeof method>)
      },
    },
  },
}

/** What clients do wrong is answered, not logged; our own faults are logged where they are answered (hooks/shapeErrors). */
export const loggingLevels: Config['loggingLevels'] = {
  APIError: 'error',
  AuthenticationError: false,
  Forbidden: false,
  LockedAuth: false,
  MissingFile: false,
  NotFound: false,
  QueryError: false,
  ValidationError: false,
  ...({ InvalidFieldName: false, PatchbayError: false } as object),
}
