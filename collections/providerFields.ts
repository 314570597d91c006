import type { Field } from 'payload'
import { nobodyField } from '#src/access/nobody.ts'
import { nameBlockTypes } from '#hooks/nameBlockTypes.ts'
import { authMethodBlocks } from './authMethodBlocks.ts'
import { cutOffFields } from './cutOffFields.ts'
import { inBoth, labelOf } from './inBoth.ts'
import { folded, rowObject, rowText, rowWords } from './rowFields.ts'

const note = { Description: '/src/admin/provider/FieldNote#FieldNote' }

/** What every row needs, in the order in which an admin knows it. */
const seed: Field[] = [
  {
    type: 'row',
    fields: [
      { name: 'name', type: 'text', required: true, label: labelOf('name'), admin: { components: note } },
      { name: 'key', type: 'text', required: true, unique: true, label: labelOf('key'), admin: { components: { Field: '/src/admin/provider/KeyField#KeyField' } } },
    ],
  },
  { name: 'category', type: 'text', required: true, index: true, label: labelOf('category'), admin: { components: { Field: '/src/admin/provider/CategoryField#CategoryField' } } },
  { name: 'description', type: 'textarea', required: true, label: labelOf('description'), admin: { components: { Field: '/src/admin/provider/DescriptionField#DescriptionField' } } },
  {
    type: 'row',
    fields: [
      { name: 'logo', type: 'upload', relationTo: 'logos', label: labelOf('logo'), admin: { components: note } },
      { name: 'logoDark', type: 'upload', relationTo: 'logos', label: labelOf('logoDark'), admin: { description: inBoth(({ hints }) => hints.logoDark), components: note } },
    ],
  },
  rowText({ name: 'logoSlug', Field: 'IconField' }),
  rowText({ name: 'baseUrl', hint: 'baseUrl' }),
  {
    name: 'authMethods',
    type: 'blocks',
    label: labelOf('authMethods'),
    labels: { singular: labelOf('method'), plural: labelOf('authMethods') },
    blocks: authMethodBlocks,
    required: true,
    hooks: { beforeValidate: [nameBlockTypes] },
    admin: { components: note },
  },
  { name: 'addMethod', type: 'ui', admin: { components: { Field: '/src/admin/provider/MethodPicker#MethodPicker' }, disableListColumn: true } },
  rowText({ name: 'helpUrl', hint: 'helpUrl' }),
  { name: 'helpText', type: 'textarea', label: labelOf('helpText'), admin: { rows: 2, description: inBoth(({ hints }) => hints.helpText), components: note } },
]

const rest: Field[] = [
  folded({ group: 'test', isOpen: true, fields: [rowObject({ name: 'test', form: 'test' })] }),
  folded({ group: 'links', fields: [{ type: 'row', fields: [rowText({ name: 'website' }), rowText({ name: 'docsUrl' })] }, { type: 'row', fields: [rowText({ name: 'manageUrl', hint: 'manageUrl' }), rowText({ name: 'statusUrl', hint: 'statusUrl' })] }, rowWords({ name: 'keywords', hint: 'keywords' })] }),
  folded({ group: 'addresses', fields: [rowObject({ name: 'services', form: 'services' }), rowWords({ name: 'allowedHosts', hint: 'allowedHosts' })] }),
  folded({
    group: 'faults',
    fields: [rowObject({ name: 'authFailure', form: 'authFailure' }), rowObject({ name: 'retry', form: 'retry' }), { name: 'timeoutSeconds', type: 'number', min: 1, max: 900, label: labelOf('timeoutSeconds'), admin: { description: inBoth(({ hints }) => hints.timeoutSeconds), components: note } }, { name: 'scrubAnswers', type: 'checkbox', label: labelOf('scrubAnswers'), admin: { description: inBoth(({ hints }) => hints.scrubAnswers), components: note } }],
  }),
  folded({ group: 'uses', fields: [rowObject({ name: 'ai', form: 'ai' }), rowObject({ name: 'usage', form: 'usage' }), rowObject({ name: 'webhook', form: 'webhook' })] }),
  folded({ group: 'origin', fields: [rowObject({ name: 'source', form: 'source' }), rowObject({ name: 'gaps', form: 'gaps' })] }),
]

const statuses = ['live', 'coming_soon', 'hidden', 'deprecated'] as const

const visibility: Field[] = [
  folded({
    group: 'visibility',
    fields: [
      {
        name: 'status', type: 'select', required: true, defaultValue: 'live', index: true, label: labelOf('status'),
        options: statuses.map((value) => ({ value, label: inBoth((words) => words.statuses[value]) })),
        admin: { components: { Field: '/src/admin/provider/StatusField#StatusField' } },
      },
      { name: 'replacedBy', type: 'text', label: labelOf('replacedBy'), admin: { condition: (data) => data.status === 'deprecated' || Boolean(data.replacedBy), components: { Field: '/src/admin/provider/ReplacementField#ReplacementField' } } },
      {
        type: 'row',
        fields: [
          { name: 'featured', type: 'number', label: labelOf('featured'), admin: { description: inBoth(({ hints }) => hints.featured), components: note } },
          { name: 'rotateAfterDays', type: 'number', min: 1, label: labelOf('rotateAfterDays'), admin: { components: note } },
        ],
      },
    ],
  }),
  ...cutOffFields('provider'),
]

const aside: Field[] = [
  { name: 'completeness', type: 'ui', label: labelOf('completeness'), admin: { position: 'sidebar', components: { Field: '/src/admin/provider/RowRatingPanel#RowRatingPanel', Cell: '/src/admin/provider/RowRatingCell#RowRatingCell' } } },
  { name: 'preview', type: 'ui', admin: { position: 'sidebar', components: { Field: '/src/admin/provider/PreviewPanel#PreviewPanel' }, disableListColumn: true } },
]

/** The row in the order of the form: what every row needs first, the rest folded, beside it what comes of it. */
export const providerFields: Field[] = [
  ...seed,
  ...rest,
  ...visibility,
  ...aside,
  // Sent along by the form and counted up by each change, so that of two people who edit one row the second is told.
  { name: 'version', type: 'number', admin: { hidden: true } },
  { name: 'compiled', type: 'json', hidden: true, access: nobodyField },
  { name: 'changedBy', type: 'text', hidden: true, access: nobodyField },
]
