import { toast } from '@payloadcms/ui'
import type { RowProblem } from '#src/engine/catalog/RowProblem.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'
import { sayProblem } from '../sayProblem.ts'

const told = 3

/** Says what keeps the row from being saved; each fault also stands at its field. */
export function tellFaults(faults: RowProblem[]): void {
  const { rating } = panelMessages().editor
  const rest = faults.length - told
  toast.error(rating.problems(faults.length), {
    description: (
      <>
        {faults.slice(0, told).map((fault) => <p className="row-tools__told" key={`${fault.path} ${fault.reason}`}>{sayProblem(fault)}</p>)}
        {rest > 0 && <p className="row-tools__told">{rating.more(rest)}</p>}
      </>
    ),
  })
}
