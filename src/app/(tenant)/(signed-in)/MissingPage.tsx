import { markMissing } from '#src/server/pageStatus.ts'
import NotFound from './not-found.tsx'

/** A real 404 in the look of the rest, also where no script runs. */
export function MissingPage() {
  markMissing()
  return <NotFound />
}
