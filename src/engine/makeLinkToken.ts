import { randomBytes } from 'node:crypto'

/** The secret of a link in a mail: 256 random bits, without the prefix that tells API tokens, which this is none of. */
export const makeLinkToken = (): string => randomBytes(32).toString('base64url')
