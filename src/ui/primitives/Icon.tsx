const strokes = {
  search: 'M10.5 10.5 14 14M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0Z',
  chevron: 'm4 6 4 4 4-4',
  check: 'm3 8.5 3.2 3L13 4.5',
  close: 'm4 4 8 8m0-8-8 8',
  external: 'M6 3.5H3.5v9h9V10M9 3h4v4m0-4L7.5 8.5',
  copy: 'M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z',
  alert: 'M8 6.2v3M8 11.3v.1M8 2l6.3 11.2H1.7z',
  lock: 'M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3.5 7h9v6.5h-9z',
  plus: 'M8 3v10M3 8h10',
  back: 'm10 3-5 5 5 5',
  clock: 'M8 4.5V8l2.2 1.6M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  people: 'M6 7.5a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5ZM1.8 13c.3-2.3 2-3.5 4.2-3.5s3.900 1.200 4.200 3.500M10.500 7.300a2 2 0 1 0-.4-3.900M12 9.800c1.300.4 2.100 1.500 2.300 3.200',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  grip: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01',
  pause: 'M6 4v8M10 4v8',
} as const

export type IconName = keyof typeof strokes

/** A 16 px line icon; always decorative, so it never replaces a word or a label. */
export function Icon({ name, size = 16, className = '' }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} fill="none" stroke="currentColor" strokeWidth={name === 'more' || name === 'grip' ? 2.2 : 1.5} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" className={`shrink-0 ${className}`}>
      <path d={strokes[name]} />
    </svg>
  )
}
