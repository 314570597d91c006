import { describe, expect, it } from 'vitest'
import { PartList, type Stoppable } from './PartList.ts'

const makePart = (name: string, log: string[]): Stoppable => ({
  name,
  stop: async () => {
    log.push(`${name} stopping`)
    await Promise.resolve()
    log.push(`${name} stopped`)
  },
  hasten: () => void log.push(`${name} killed`),
})

describe('PartList', () => {
  it('stops in the opposite order, each after the other, and once only', async () => {
    const log: string[] = []
    const parts = new PartList()
    parts.add(makePart('database', log))
    parts.add(makePart('web', log))
    await Promise.all([parts.stopAll(), parts.stopAll()])
    expect(log).toEqual(['web stopping', 'web stopped', 'database stopping', 'database stopped'])
  })

  it('does not let a part in that was started while stopping', async () => {
    const log: string[] = []
    const parts = new PartList()
    const stopped = parts.stopAll()
    expect(() => parts.add(makePart('late', log))).toThrow('late was started while everything is being stopped')
    await Promise.all([stopped, parts.stopAll()])
    expect(log).toEqual(['late killed', 'late stopping', 'late stopped'])
  })
})
