export type ButtonVariant = 'primary' | 'ghost' | 'quiet' | 'danger' | 'link'

const base = 'inline-flex items-center justify-center gap-2 rounded-[9px] border text-base font-[550] whitespace-nowrap transition-colors duration-100 disabled:opacity-60'

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-ink text-ink-text font-semibold hover:bg-[color-mix(in_srgb,var(--ink)_86%,var(--bg))]',
  ghost: 'border-line-strong bg-surface text-text hover:bg-well',
  quiet: 'border-transparent bg-transparent text-soft hover:bg-well hover:text-text',
  danger: 'border-transparent bg-danger text-white font-semibold hover:bg-[color-mix(in_srgb,var(--danger)_88%,black)]',
  link: 'border-transparent bg-transparent text-soft text-link font-normal hover:text-text',
}

const sizes = { m: 'h-9 px-3.5', s: 'h-8 px-2.5 text-[13px]', bare: 'min-h-6 px-0' } as const

/** The classes of a button, also for links that look like one. */
export function styleButton({ variant = 'ghost', size = 'm' }: { variant?: ButtonVariant; size?: keyof typeof sizes } = {}): string {
  return `${base} ${variants[variant]} ${sizes[size]}`
}
