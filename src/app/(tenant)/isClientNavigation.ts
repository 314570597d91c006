import { headers } from 'next/headers'

/**
 * Whether the router asks (a fetch) or the browser itself (a document). A document is sent whole, so that it can be read
 * without any script; a step inside the app shows a skeleton at once and then streams.
 */
export const isClientNavigation = async (): Promise<boolean> => (await headers()).get('sec-fetch-dest') === 'empty'
