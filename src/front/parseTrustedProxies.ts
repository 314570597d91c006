import { type Network, parseNetwork } from '#src/engine/egress/isInNetwork.ts'
import { refuseEnv } from '#src/env.ts'

/**
 * `PATCHBAY_TRUSTED_PROXIES`: comma list of addresses and CIDR ranges → networks; an empty text is none.
 *
 * @throws EnvRefusal naming the entry that is neither
 */
export function parseTrustedProxies(text: string): Network[] {
  const entries = text.split(',').map((one) => one.trim()).filter((one) => one !== '')
  return entries.map((entry) => {
    const network = parseNetwork(entry)
    if (network === null) throw refuseEnv({ variable: 'PATCHBAY_TRUSTED_PROXIES', reason: `holds ${JSON.stringify(entry.slice(0, 60))}, which is neither an address nor a range` })
    return network
  })
}
