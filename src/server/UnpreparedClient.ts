import { BoundedClient } from './BoundedClient.ts'

type Query = (config: unknown, ...rest: unknown[]) => unknown

/**
 * A database client for a pooler that gives each transaction another session: what was prepared in one is not there in the
 * next, so statements go without the name they would be prepared under.
 */
export class UnpreparedClient extends BoundedClient {
  constructor(config?: ConstructorParameters<typeof BoundedClient>[0]) {
    super(config)
    const query = this.query.bind(this) as Query
    const withoutName: Query = (config, ...rest) => query(hasName(config) ? { ...config, name: undefined } : config, ...rest)
    this.query = withoutName as typeof this.query
  }
}

/** A cursor or a stream of rows is an object that submits itself; it stays as it is. */
const hasName = (config: unknown): config is { name: string } => typeof config === 'object' && config !== null && typeof (config as { name?: unknown }).name === 'string' && !('submit' in config)
