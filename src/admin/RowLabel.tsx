'use client'

import { useRowLabel } from '@payloadcms/ui'

type Row = { label?: string; name?: string; in?: string }

/** Names a row of a list by what it is: a field by its label, a place by where the credential goes. */
export const RowLabel = () => {
  const { data, rowNumber } = useRowLabel<Row>()
  const place = data.in === undefined ? undefined : [data.in, data.name].filter(Boolean).join(' ')
  return <span>{data.label || place || data.name || `New (${(rowNumber ?? 0) + 1})`}</span>
}
