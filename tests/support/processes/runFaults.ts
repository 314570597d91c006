import { startService } from '../startService.ts'
import { countUsage } from './countUsage.ts'
import { type Drive, driveCalls } from './driveCalls.ts'
import { faultKinds } from './faultKinds.ts'
import { judgeCalls } from './judgeCalls.ts'
import { openHouse } from './openHouse.ts'
import { type Fleet, startFleet } from './startFleet.ts'
import { type Struck, strikeOnce } from './strikeOnce.ts'
import { sumUp } from './sumUp.ts'
import { waitForJobs } from './waitForJobs.ts'
import { waitUntilServed } from './waitUntilServed.ts'

type Settings = { rounds: number; /** With the faults that take their time. */ isLong: boolean; clients: number; /** Between two calls of a client. */ pauseMs: number; /** From the answer of a revocation to the last call that may still be sent. */ boundMs: number }

export type FleetReport = Awaited<ReturnType<typeof runFaults>>

/** Load on a whole fleet while each part of it goes in turn, so many rounds; what came of it. */
export async function runFaults({ rounds, isLong, clients, pauseMs, boundMs }: Settings) {
  const service = await startService()
  let fleet: Fleet | undefined
  let drive: Drive | undefined
  try {
    fleet = await startFleet()
    const { PATCHBAY_ADMIN_EMAIL: email, PATCHBAY_ADMIN_PASSWORD: password } = fleet.env
    const house = await openHouse({ url: fleet.url, email, password, service, accounts: 3, connections: 4, tokens: 3 })
    drive = driveCalls({ url: fleet.url, house, clients, pauseMs })
    await waitUntilServed({ fleet, drive })

    const struck: Struck[] = []
    let since = new Date()
    for (let round = 0; round < rounds; round++) {
      for (const fault of faultKinds({ fleet, isLong })) {
        if (fault.name === 'worker killed') since = new Date()
        struck.push(await strikeOnce({ fault, round, fleet, house, drive }))
      }
    }
    // Workers that have lost their database, their queue's connection and one of them still work.
    const jobs = await waitForJobs({ fleet, since })
    await drive.stop()

    const { calls } = drive
    const arrivals = service.seen.flatMap(({ url, headers }) => (url.startsWith('/calls/') ? [{ call: url.slice('/calls/'.length), authorization: headers.authorization }] : []))
    const faults = judgeCalls({ calls, arrivals, connections: house.connections, outages: struck.map(({ outage }) => outage), boundMs })
    const usage = await countUsage({ house, calls, arrivals, mayBeLost: struck.reduce((sum, one) => sum + one.mayBeLost, 0) })
    const falls = fleet.everyone().flatMap(({ name, falls: ends }) => ends.map(({ code, signal, lastLines }) => `${name}: ${signal ?? code} ${lastLines.slice(-3).join(' ')}`))
    return { ...sumUp({ calls, house, struck }), usage, jobsDoneInTheEnd: jobs, faults: { ...faults, falls, strange: house.strange } }
  } finally {
    await drive?.stop()
    await fleet?.stop()
    await service.stop()
  }
}
