const brand = Symbol.for('patchbay.secret')
const inspectCustom = Symbol.for('nodejs.util.inspect.custom')

/** Holds a value that must not be printed: JSON, String, templates, console and util.inspect all show `[redacted]`. */
export class Secret<T> {
  readonly #value: T
  /** Recognised across module copies, where `instanceof` is not. */
  readonly [brand] = true

  constructor(value: T) {
    this.#value = value
  }

  /** The value itself; call it where it is used, never to pass it on. */
  reveal(): T {
    return this.#value
  }

  toString(): string {
    return '[redacted]'
  }

  toJSON(): string {
    return '[redacted]'
  }

  [Symbol.toPrimitive](): string {
    return '[redacted]'
  }

  [inspectCustom](): string {
    return '[redacted]'
  }
}

export const isSecret = (value: unknown): value is Secret<unknown> => typeof value === 'object' && value !== null && brand in value
