import { Icon, type IconName } from './Icon.tsx'

export type Tone = 'ok' | 'bad' | 'idle' | 'busy'

const toneClass: Record<Tone, string> = {
  ok: 'bg-ok-well text-ok',
  bad: 'bg-bad-well text-bad',
  idle: 'bg-well text-soft',
  busy: 'bg-accent-well text-text',
}

type Props = { tone: Tone; /** In place of the dot. */ icon?: IconName; hasDot?: boolean; children: string }

/** A state as a word with a dot or an icon: colour is never the only sign. */
export function Pill({ tone, icon, hasDot = icon === undefined, children }: Props) {
  return (
    <span className={`inline-flex shrink-0 items-center gap-1.5 rounded-full px-2 py-px text-xs/5 font-[550] whitespace-nowrap ${toneClass[tone]}`}>
      {icon && <Icon name={icon} size={12} className="-mx-0.5" />}
      {hasDot && <i aria-hidden="true" className={`size-1.5 rounded-full ${tone === 'busy' ? 'animate-pulse bg-accent' : 'bg-current'}`} />}
      {children}
    </span>
  )
}
