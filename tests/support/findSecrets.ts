import { randomBytes } from 'node:crypto'

/**
 * A secret to plant: `text` holds characters that every escaping changes, `core` is unlike anything else, so that it is
 * found in URL-, JSON- and HTML-escaped forms as it stands. Made at run time; what it begins with is up to the caller.
 */
export type Planted = { name: string; text: string; core: string }

export function plantSecret({ name, prefix = '', marks = '"&<\'\\+/=' }: { name: string; prefix?: string; marks?: string }): Planted {
  // Letters and digits of both cases: no hex, no uuid and no hash can be taken for it.
  const core = randomBytes(48).toString('base64').replace(/[^A-Za-z0-9]/g, '').slice(0, 32)
  return { name, text: `${prefix}${core.slice(0, 4)}${marks}${core}`, core }
}

/** Long enough never to be met by chance, short enough that half a secret is a leak as well. */
const pieceLength = 14

/** Names of the planted secrets that stand in a text, with the form they were found in. */
export function findSecrets({ text, planted }: { text: string; planted: readonly Planted[] }): string[] {
  const lower = text.toLowerCase()
  const found: string[] = []
  for (const { name, core } of planted) {
    for (const [form, pieces, where] of [['raw', rawPieces(core), text], ['hex', hexPieces(core), lower], ['base64', base64Pieces(core), text]] as const) {
      const hit = pieces.map((piece) => where.indexOf(piece)).find((at) => at >= 0)
      if (hit !== undefined) found.push(`${name} (${form}): …${where.slice(Math.max(0, hit - 60), hit + 60)}…`)
    }
  }
  return found
}

function rawPieces(core: string): string[] {
  return [core.slice(0, pieceLength), core.slice(9, 9 + pieceLength), core.slice(-pieceLength)]
}

const hexPieces = (core: string): string[] => rawPieces(core).map((piece) => Buffer.from(piece).toString('hex'))

/** The core at each of the three places it can have in a run, without the characters that share bits with its neighbours; letters and digits only, so base64url is the same. */
function base64Pieces(core: string): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(core)]).toString('base64').replace(/=+$/, '')
    return encoded.slice(offset === 0 ? 0 : offset + 1, -1)
  }).flatMap((run) => [run.slice(0, 24), run.slice(-24)])
}
