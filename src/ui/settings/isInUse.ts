import type { Impact } from '../patchbayApi.ts'

export const isInUse = ({ flows, channels, tokens, calls30d }: Impact): boolean => flows.length > 0 || channels.length > 0 || tokens.length > 0 || calls30d > 0
