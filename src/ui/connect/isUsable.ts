import type { ProviderDetail } from '#src/engine/catalog/ProviderView.ts'

/** Whether a connection can be made by this method here and now. */
export const isUsable = ({ isReady }: ProviderDetail['authMethods'][number]): boolean => isReady
