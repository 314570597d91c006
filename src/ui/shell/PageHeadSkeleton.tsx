/** Title and lead of a page; `lines` is how many the lead takes on a wide screen. */
export function PageHeadSkeleton({ lines }: { lines: 1 | 2 }) {
  return (
    <div aria-hidden="true" className={`mb-5 flex flex-col gap-3 pt-1 ${lines === 1 ? 'h-[55px]' : 'h-[76px]'}`}>
      <span className="skeleton h-6 w-44" />
      <span className="skeleton h-4 w-96 max-w-full" />
    </div>
  )
}
