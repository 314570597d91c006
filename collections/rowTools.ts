import type { CollectionConfig } from 'payload'

const at = (name: string): string => `/src/admin/rows/${name}#${name}`

/** What the panel offers for provider rows beside the form: try, impact before a save, versions, import and export. */
export const rowTools: NonNullable<NonNullable<CollectionConfig['admin']>['components']> = {
  beforeListTable: [at('ListTools')],
  edit: { beforeDocumentControls: [at('RowControls')], editMenuItems: [at('RowMenu')], SaveButton: at('SaveWithImpact') },
  views: {
    edit: { versions: { Component: at('HistoryView') }, version: { Component: at('HistoryView') } },
    import: { Component: at('ImportView'), path: '/import', exact: true },
  },
}
