/** 32 hex digits. Not `randomUUID`, which browsers keep from pages without https. */
export const makeRequestKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
