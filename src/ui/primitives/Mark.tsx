/** The patched jack: the product's mark. Decorative; the word beside it names it. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" className="shrink-0">
      <rect x="1" y="1" width="22" height="22" rx="7" className="fill-ink" />
      <path d="M8 10.8c0 4.2 8-1.2 8 2.4" className="stroke-ink-text" strokeWidth="1.6" fill="none" />
      <circle cx="8" cy="8.5" r="2.3" className="fill-ink-text" />
      <circle cx="16" cy="15.5" r="2.3" fill="#f97316" />
    </svg>
  )
}
