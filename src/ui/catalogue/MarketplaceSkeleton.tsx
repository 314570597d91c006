const nine = Array.from({ length: 9 }, (_, index) => index)

/** The Marketplace's own measures, so that nothing jumps when the list arrives. */
export function MarketplaceSkeleton() {
  return (
    <div aria-hidden="true">
      <div className="mb-5 flex h-[40px] gap-5 border-b border-line"><span className="skeleton mt-2 h-4 w-14" /><span className="skeleton mt-2 h-4 w-32" /></div>
      <div className="grid gap-x-9 gap-y-4 lg:grid-cols-[212px_minmax(0,1fr)]">
        <div>
          <div className="skeleton h-[38px] rounded-[10px]" />
          <div className="mt-6 hidden space-y-4 lg:block">{nine.map((one) => <div key={one} className="skeleton h-4" />)}</div>
        </div>
        <div>
          <div className="mb-3 flex h-8 items-center lg:h-[38px]"><span className="skeleton h-4 w-32" /></div>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(min(270px,100%),1fr))] gap-3.5">{nine.map((one) => <div key={one} className="skeleton h-[172px] rounded-xl" />)}</div>
        </div>
      </div>
    </div>
  )
}
