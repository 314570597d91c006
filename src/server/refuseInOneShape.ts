import { EnvRefusal } from '#src/env.ts'
import { toPatchbayError } from './toPatchbayError.ts'

/**
 * The same function, whose every refusal is a PatchbayError: drivers' and the runtime's own errors never reach the
 * caller. Two pass as they are: the caller's own reason to stop, and an environment that cannot serve, whose text is
 * the cure.
 */
export const refuseInOneShape =
  <Question, Answer>(work: (question: Question) => Promise<Answer>) =>
  async (question: Question): Promise<Answer> => {
    try {
      return await work(question)
    } catch (error) {
      const signal = (question as { signal?: AbortSignal } | undefined)?.signal
      if (error instanceof EnvRefusal || (signal?.aborted === true && error === signal.reason)) throw error
      throw toPatchbayError(error)
    }
  }
