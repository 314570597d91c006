import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, most of it waiting for other processes: begun last, it would keep one worker busy and the others idle. */
const longest = ['compose', 'refreshCrash', 'prepareDatabase', 'concurrency', 'bench', 'gatewayAbuse', 'providerImport', 'access/matrix', 'vault', 'boot', 'signInLimits', 'embeddedPostgres', 'providerAnswers', 'workerJobs', 'rewrap', 'backup', 'gateway']

/** Vitest's own order (what failed or took long the last time, else the largest), behind the integration tests that are known to be long. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => longest.findIndex((name) => moduleId.endsWith(`/tests/int/${name}.test.ts`))
    const sorted = await super.sort(files)
    const known = sorted.filter((file) => rank(file) !== -1).toSorted((one, other) => rank(one) - rank(other))
    return [...known, ...sorted.filter((file) => rank(file) === -1)]
  }
}
