export function PageHeadSkeleton() {
  return (
    <div aria-hidden="true" className="mb-5 flex h-[58px] flex-col justify-center gap-3">
      <span className="skeleton h-6 w-44" />
      <span className="skeleton h-4 w-96 max-w-full" />
    </div>
  )
}
