/** What is still to come. */
export type Expected = {
  /** One more; the function given says that it has come. */
  add(): () => void
  /** When nothing is missing any more, or at the deadline. */
  settled(deadlineMs: number): Promise<void>
}

export function createExpected(): Expected {
  let missing = 0
  let waiting = Promise.withResolvers<void>()
  return {
    add: () => {
      missing += 1
      return () => {
        missing -= 1
        if (missing > 0) return
        waiting.resolve()
        waiting = Promise.withResolvers<void>()
      }
    },
    settled: async (deadlineMs) => {
      if (missing === 0) return
      const { promise: tooLate, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, deadlineMs)
      await Promise.race([waiting.promise, tooLate]).finally(() => clearTimeout(timer))
    },
  }
}
