import type { FrontHandler } from './createFront.ts'
import { PatchbayError } from '#src/engine/errors.ts'
import { sendError } from './sendError.ts'
export const proxyNotReady: FrontHandler = (req, res) => sendError({ res, error: new PatchbayError('internal'), requestId: String(req.headers['x-request-id']) })
