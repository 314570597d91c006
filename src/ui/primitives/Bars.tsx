type Props = { values: number[]; /** What each bar says when pointed at. */ hints?: string[]; width: number; height: number; className?: string }

/** Numbers as bars from left to right; what they say stands in words beside them. */
export function Bars({ values, hints, width, height, className = '' }: Props) {
  const highest = Math.max(1, ...values)
  const gap = Math.min(8, width / values.length / 4)
  // So that the last one ends where the drawing does.
  const step = (width + gap) / values.length
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className={className}>
      {values.map((value, place) => {
        // A day with a single use is still seen; one without is a line on the ground.
        const size = value === 0 ? 1 : Math.max(2, (value / highest) * height)
        const bar = <rect key={place} x={place * step} y={height - size} width={step - gap} height={size} rx={Math.min(1, step / 4)} className={value === 0 ? 'fill-line-strong' : 'fill-accent'} />
        if (hints === undefined) return bar
        // Pointed at anywhere above the ground, since a bar may be two pixels high.
        return <g key={place}><title>{hints[place]}</title><rect x={place * step} width={step - gap} height={height} fill="transparent" />{bar}</g>
      })}
    </svg>
  )
}
