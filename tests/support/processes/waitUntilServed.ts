import { setTimeout as wait } from 'node:timers/promises'
import type { Drive } from './driveCalls.ts'
import type { Fleet } from './startFleet.ts'

const giveUpMs = 60_000

/** Until every process has started, every web says that it is well and every gateway that it is ready, and each answers a call. */
export async function waitUntilServed({ fleet, drive }: { fleet: Fleet; drive: Drive }): Promise<void> {
  const until = performance.now() + giveUpMs
  const insist = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo().catch(() => false))) {
      if (performance.now() > until) throw new Error(`${what}: not within ${giveUpMs / 1000} s`)
      await wait(100)
    }
  }
  const isOk = async (url: string): Promise<boolean> => (await fetch(url)).status === 200
  const probes = [...fleet.members.web.map((member) => ({ member, path: '/api/health' })), ...fleet.members.gateway.map((member) => ({ member, path: '/readyz' }))]
  await Promise.all([
    ...fleet.everyone().map(({ name, whenReady }) => Promise.race([whenReady(), wait(giveUpMs, undefined, { ref: false }).then(() => Promise.reject(new Error(`${name} did not start within ${giveUpMs / 1000} s`)))])),
    ...probes.map(async ({ member, path }) => {
      await insist(`${member.name} ${path}`, () => isOk(`http://127.0.0.1:${member.port}${path}`))
      await insist(`A call through ${member.name}`, async () => (await drive.sendTo(member)).status === 200)
    }),
  ])
}
