const five = Array.from({ length: 5 }, (_, index) => index)

/** The measures of filters and table, so that nothing jumps when they arrive. */
export function ConnectionsSkeleton() {
  return (
    <div aria-hidden="true">
      <div className="skeleton mb-3.5 h-[38px] rounded-[10px]" />
      <div className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
        <div className="hidden h-[38px] table:block" />
        {five.map((one) => (
          <div key={one} className="flex h-[65px] items-center gap-3 px-4">
            <div className="skeleton size-8 rounded-lg" />
            <div className="flex-1 space-y-2"><div className="skeleton h-3.5 w-48 max-w-full" /><div className="skeleton h-3 w-28" /></div>
            <div className="skeleton hidden h-5 w-20 rounded-full table:block" />
          </div>
        ))}
      </div>
    </div>
  )
}
