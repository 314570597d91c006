/** The look a person chose; `system` follows the device and is stored as no cookie at all. */
export type Theme = 'system' | 'light' | 'dark'

export const readTheme = (value: string | undefined): Theme => (value === 'light' || value === 'dark' ? value : 'system')
