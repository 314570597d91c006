import { execFileSync } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, inject, it } from 'vitest'
import { readCpuSeconds } from '../../bench/Machine.ts'
import { allParts, runBench } from '../../bench/runBench.ts'
import { gates, judgeGates } from '../../bench/gates.ts'
import { runCell, TooNoisy } from '../../bench/runCell.ts'
import type { Process } from '../../bench/startProcess.ts'

const size = { parts: allParts.filter((part) => part !== 'starts'), hasPortkey: false, rounds: 1, stretch: 0.2, mostOthers: 1, accounts: 12, connections: 3, revokes: 2, warmResolves: 40, calls: 400, warmUp: 200 }

it('the bench measures each gate that needs no other gateway and no install, and what did not run is a fail', async () => {
  const said: string[] = []
  const { gates: judged, broken, yardsticks, samples } = await runBench({ size, postgresUrl: inject('postgresUrl'), say: (sentence) => said.push(sentence) })
  expect(broken).toEqual({})
  expect(judged.map(({ gate }) => gate)).toEqual(gates.map(({ gate }) => gate))
  const absent = judged.filter(({ value }) => value === null)
  expect(absent.map(({ gate }) => gate).filter((gate) => gate !== 'revoke_cut_s')).toEqual(['calls_vs_portkey', 'first_start_s', 'second_start_s'])
  expect(absent.every(({ pass }) => !pass)).toBe(true)
  // How fast is not judged here: the machine is busy with other tests. That it was measured at all is.
  expect(judged.find(({ gate }) => gate === 'resolve_cold_statements')).toMatchObject({ value: 1, pass: true })
  expect(judged.find(({ gate }) => gate === 'cpu_vs_undici')?.value).toBeGreaterThan(0)
  expect(yardsticks.undici_calls_per_second).toBeGreaterThan(0)
  expect(yardsticks.bare_aes_gcm_us).toBeGreaterThan(0)
  expect(samples).toHaveProperty('revoke.delaysMs.length', 2)
}, 300_000)

it('a gate is judged by its own direction, and one without a figure fails', () => {
  const judged = judgeGates({ calls_vs_portkey: 9, cpu_vs_undici: 2.01, rss_growth: 1.001, first_start_s: Number.NaN })
  const verdictOf = (name: string) => judged.find(({ gate }) => gate === name)
  expect(verdictOf('calls_vs_portkey')).toMatchObject({ value: 9, pass: true, holdsStretch: false })
  expect(verdictOf('cpu_vs_undici')).toMatchObject({ pass: false })
  expect(verdictOf('rss_growth')).toMatchObject({ pass: true, holdsStretch: true })
  expect(verdictOf('first_start_s')).toMatchObject({ value: null, pass: false })
  expect(verdictOf('revoke_p99_ms')).toMatchObject({ value: null, pass: false })
})

it('a process whose processor time cannot be read gives no figure, rather than one that holds', () => {
  expect(readCpuSeconds(process.pid)).toBeGreaterThan(0)
  expect(() => readCpuSeconds(2 ** 30)).toThrow(/no process/)
})

it('a machine that others keep busy gives no figures at all, once it has been tried again', async () => {
  // Nobody's child once its shell has ended, so that its work is not the bench's own.
  const pid = Number(execFileSync('sh', ['-c', `"${process.execPath}" -e "const until = Date.now() + 60000; while (Date.now() < until);" > /dev/null 2>&1 & echo $!`], { encoding: 'utf8' }))
  try {
    let asked = 0
    const seen = { calls: 10, seconds: 0.2, failed: 0, firstFailure: null, p50: 1, p99: 1, firstByteP50: 1 }
    const load = { ask: async () => ((asked += 1), await wait(300), { seen }) } as unknown as Process
    const target = { name: 'a target', port: 1, requests: [], process: { pid: process.pid } as Process }
    const pace = { rounds: 1, stretch: 1, mostOthers: 0.1 }
    await expect(runCell({ load, target: target as never, pace, body: '/', concurrency: 1, calls: 10 } as never)).rejects.toThrow(TooNoisy)
    expect(asked).toBe(6)
    expect(await runCell({ load, target: target as never, pace: { ...pace, mostOthers: 1 }, body: '/', concurrency: 1, calls: 10 } as never)).toMatchObject({ calls: 10, others: expect.any(Number) })
  } finally {
    process.kill(pid, 'SIGKILL')
  }
}, 60_000)
