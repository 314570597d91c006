import type { PayloadRequest } from 'payload'

/** Seeding and the operator's own scripts run without a person. Requests over HTTP always carry their door's name. */
export const isServerItself = (req: PayloadRequest): boolean => req.payloadAPI === 'local' && !req.user
