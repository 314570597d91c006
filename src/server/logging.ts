import type { Config } from 'payload'
import { dropStatement } from '#src/engine/redact/dropStatement.ts'
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
    formatters: { level: (label) => ({ level: label }) },
    // Before pino sees anything: it makes the message of an error the line's own, and puts arguments into texts.
    hooks: {
      logMethod(args, method) {
        method.apply(this, args.map(clean) as Parameters<typeof method>)
      },
    },
  },
}

function clean(one: unknown): unknown {
  if (typeof one === 'string') return redactText(dropStatement(one))
  return one instanceof Error ? { err: redactValue(one) } : redactValue(one)
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
