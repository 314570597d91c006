import type { DefaultServerCellComponentProps } from 'payload'
import { exportRow } from '#src/engine/catalog/exportRow.ts'
import { rateRow } from '#src/engine/catalog/rateRow.ts'

/** The meter in the list of providers. */
export function RowRatingCell({ rowData }: DefaultServerCellComponentProps) {
  const { score } = rateRow(exportRow(rowData))
  return (
    <span className="provider-cell">
      <meter aria-hidden="true" className={`provider-meter provider-meter--${score >= 90 ? 'good' : score >= 60 ? 'fair' : 'poor'}`} max={100} min={0} value={score} /> {score} %
    </span>
  )
}
