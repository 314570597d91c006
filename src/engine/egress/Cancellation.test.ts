import { describe, expect, it } from 'vitest'
import { Cancellation, type CancelSignal } from './Cancellation.ts'

const reason = new Error('The client went away.')

/** The platform's own beside ours: whoever takes one must be able to take the other. */
const makers: Record<string, () => { signal: CancelSignal; abort(reason: Error): void }> = {
  AbortController: () => {
    const controller = new AbortController()
    return { signal: controller.signal, abort: (why) => controller.abort(why) }
  },
  Cancellation: () => {
    const cancellation = new Cancellation()
    return { signal: cancellation, abort: (why) => cancellation.abort(why) }
  },
}

describe.each(Object.keys(makers))('%s', (name) => {
  const make = makers[name]!

  it('tells its listeners once, with the first reason, and those that were taken off not at all', () => {
    const { signal, abort } = make()
    const told: string[] = []
    const off = (): void => void told.push('off')
    signal.addEventListener('abort', () => void told.push(`one ${signal.aborted}`), { once: true })
    signal.addEventListener('abort', off, { once: true })
    signal.addEventListener('abort', () => void told.push('two'), { once: true })
    signal.removeEventListener('abort', off)
    expect(signal.aborted).toBe(false)
    expect(() => signal.throwIfAborted()).not.toThrow()
    abort(reason)
    abort(new Error('again'))
    expect(told).toEqual(['one true', 'two'])
    expect(signal.reason).toBe(reason)
    expect(() => signal.throwIfAborted()).toThrow(reason)
  })

  it('does not call who comes too late', () => {
    const { signal, abort } = make()
    abort(reason)
    const told: string[] = []
    signal.addEventListener('abort', () => void told.push('late'), { once: true })
    expect(told).toEqual([])
  })
})
