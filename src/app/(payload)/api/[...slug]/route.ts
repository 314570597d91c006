import config from '@payload-config'
import { REST_DELETE, REST_GET, REST_OPTIONS, REST_PATCH, REST_POST, REST_PUT } from '@payloadcms/next/routes'
import { shapeResponse } from '#src/app/api/shapeResponse.ts'

export const GET = shapeResponse(REST_GET(config))
export const POST = shapeResponse(REST_POST(config))
export const DELETE = shapeResponse(REST_DELETE(config))
export const PATCH = shapeResponse(REST_PATCH(config))
export const PUT = shapeResponse(REST_PUT(config))
export const OPTIONS = REST_OPTIONS(config)
