import type { PayloadRequest } from 'payload'

/** The address that the person of a request signs in with, in lower case; empty where no person asks. */
export const emailOf = ({ user }: Pick<PayloadRequest, 'user'>): string => (user?.collection === 'users' ? user.email.toLowerCase() : '')
