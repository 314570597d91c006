import { Client, type ClientConfig } from 'pg'
import { statementDeadline } from './statementDeadline.ts'

// A client's query has many forms, all of which pass through here unchanged.
const Base = Client as unknown as new (config?: ClientConfig) => { query(...args: unknown[]): unknown; connection: { stream: { destroy(): void } } }

/**
 * A database client whose connection ends with the first statement that is not answered in time (`query_timeout` of the
 * client or of the statement, or `statementDeadline`): what waits behind it would wait as long again, and a later answer belongs to nobody.
 */
class Bounded extends Base {
  override query(...given: unknown[]): unknown {
    const deadlineMs = statementDeadline.getStore()
    const args = deadlineMs === undefined ? given : [withDeadline({ config: given[0], deadlineMs }), ...given.slice(1)]
    const told = args.at(-1)
    if (typeof told === 'function') {
      const tell = told as (error: unknown, answer: unknown) => void
      return super.query(...args.slice(0, -1), (error: unknown, answer: unknown) => {
        this.#endIfSilent(error)
        tell(error, answer)
      })
    }
    const answer = super.query(...args)
    if (answer instanceof Promise) answer.catch((error: unknown) => this.#endIfSilent(error))
    return answer
  }

  #endIfSilent(error: unknown): void {
    if (error instanceof Error && error.message === 'Query read timeout') this.connection.stream.destroy()
  }
}

/** A cursor or a stream of rows is an object that submits itself; it stays as it is. */
function withDeadline({ config, deadlineMs }: { config: unknown; deadlineMs: number }): unknown {
  if (typeof config === 'string') return { text: config, query_timeout: deadlineMs }
  return typeof config === 'object' && config !== null && !('submit' in config) ? { query_timeout: deadlineMs, ...config } : config
}

export const BoundedClient = Bounded as unknown as typeof Client
