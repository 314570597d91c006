import type { Impact } from '../patchbayApi.ts'

export const isInUse = ({ flows, channels, tokenCount, calls30d }: Impact): boolean => flows.length > 0 || channels.length > 0 || tokenCount > 0 || calls30d > 0
