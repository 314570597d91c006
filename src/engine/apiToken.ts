import { hash, randomBytes } from 'node:crypto'

/** 256 random bits behind a prefix that people and secret scanners recognise. */
export const makeToken = (): string => `pb_${randomBytes(32).toString('base64url')}`

export const isTokenShaped = (text: string): boolean => /^pb_[A-Za-z0-9_-]{43}$/.test(text)

/** A fast hash is enough: the input has 256 bits of entropy, so there is nothing to guess. */
export const hashToken = (token: string): string => hash('sha256', token)

/** What lists show of a token, e.g. `pb_aB3d…`. */
export const maskToken = (token: string): string => `${token.slice(0, 7)}…`
