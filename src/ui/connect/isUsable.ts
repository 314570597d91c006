import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'

const coming = new Set(['oauth2_code', 'oauth2_client_credentials', 'token_exchange', 'github_app'])

/** Whether a connection can be made by this method yet; the others need a step at the provider that does not exist here so far. */
export const isUsable = ({ type }: ProviderDetail['authMethods'][number]): boolean => !coming.has(type)
