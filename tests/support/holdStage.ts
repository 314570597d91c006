import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Stage, type StageAccount, startStage } from './startStage.ts'

type Steps = {
  /** Once, before all tests of the file. */
  open(stage: Stage): unknown
  /** Before each test, with an account of its own; the service behaves again. */
  enter(account: StageAccount): unknown
}

/** A stage for a whole test file, and an account for each of its tests; what they are is kept by whoever calls. */
export function holdStage({ open, enter }: Steps): void {
  let stage: Stage | undefined
  beforeAll(async () => {
    stage = await startStage()
    await open(stage)
  })
  afterAll(() => stage?.stop())
  beforeEach(async () => {
    stage?.service.turn()
    const account = await stage?.newAccount()
    if (account !== undefined) await enter(account)
  })
}
