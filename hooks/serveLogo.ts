import type { PayloadRequest } from 'payload'
import { PatchbayError, toErrorBody } from '#src/engine/errors.ts'
import { requestIdOf } from '#src/server/respond.ts'
import { readLogo } from '#src/server/stores/readLogo.ts'

type Params = { params: { filename: string } }

/** Answers /api/logos/file/…: an SVG opened on its own runs no script, since the answer is sandboxed and loads nothing. */
export const serveLogo = async (req: PayloadRequest, { params }: Params): Promise<Response> => {
  const logo = await readLogo({ req, filename: params.filename })
  if (logo === null) return Response.json(toErrorBody(new PatchbayError('not_found'), requestIdOf(req)), { status: 404 })
  return new Response(new Uint8Array(logo.bytes), {
    headers: {
      'content-type': logo.mimeType,
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=300',
    },
  })
}
