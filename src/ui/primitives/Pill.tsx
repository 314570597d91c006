export type Tone = 'ok' | 'bad' | 'idle' | 'busy'

const toneClass: Record<Tone, string> = {
  ok: 'bg-ok-well text-ok',
  bad: 'bg-bad-well text-bad',
  idle: 'bg-well text-soft',
  busy: 'bg-accent-well text-text',
}

/** A state as a word with a dot: colour is never the only sign. */
export function Pill({ tone, hasDot = true, children }: { tone: Tone; hasDot?: boolean; children: string }) {
  return (
    <span className={`inline-flex items-center gap-1.5 rounded-full px-2 py-px text-xs/5 font-[550] whitespace-nowrap ${toneClass[tone]}`}>
      {hasDot && <i aria-hidden="true" className={`size-1.5 rounded-full ${tone === 'busy' ? 'animate-pulse bg-accent' : 'bg-current'}`} />}
      {children}
    </span>
  )
}
