import { rowParts } from '#src/engine/catalog/rateRow.ts'
import type { EditorWords } from '#src/messages/enEditor.ts'
import type { FormPart } from './FormPart.ts'
import { tokenForms } from './tokenForms.ts'

type Words = EditorWords['structured']
type Forms = Record<string, FormPart[]>

/** Inputs for what a row keeps as objects, by the name the collection gives. What none of them knows is edited as JSON. */
export function structuredForms({ structured: words, parts }: EditorWords): Forms {
  return {
    test: testForm(words),
    ...callForms(words),
    ...methodForms(words),
    ...tokenForms(words),
    services: [{ kind: 'entries', at: [], label: '', keyLabel: words.serviceName, parts: [{ kind: 'text', at: ['baseUrl'], label: words.serviceBase, placeholder: 'https://…' }] }],
    webhook: [{ kind: 'text', at: ['scheme'], label: words.scheme }],
    source: [{ kind: 'text', at: ['url'], label: words.sourceUrl, placeholder: 'https://…' }, { kind: 'text', at: ['date'], label: words.sourceDate, hint: words.sourceDateHint }],
    gaps: rowParts.map((part) => ({ kind: 'text', at: [part], label: words.gapsReason(parts[part]) })),
  }
}

const testForm = (words: Words): FormPart[] => [
  { kind: 'choice', at: ['method'], label: words.method, options: ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'] },
  { kind: 'text', at: ['path'], label: words.path, hint: words.pathHint, placeholder: '/me' },
  { kind: 'statuses', at: ['expect'], label: words.expect, hint: words.expectHint, placeholder: '200' },
  { kind: 'text', at: ['errorAt'], label: words.errorAt, hint: words.pointerHint, placeholder: '/error/message' },
  { kind: 'text', at: ['identity', 'label'], label: words.identityLabel, hint: words.identityHint, placeholder: '/user/name' },
  { kind: 'text', at: ['identity', 'id'], label: words.identityId, placeholder: '/user/id' },
  { kind: 'pairs', at: ['query'], label: words.query },
  { kind: 'pairs', at: ['headers'], label: words.headers },
  { kind: 'text', at: ['okWhen', 'pointer'], label: words.okWhen, placeholder: '/ok' },
  { kind: 'value', at: ['okWhen', 'equals'], label: words.okEquals, placeholder: 'true' },
]

const callForms = (words: Words): Forms => ({
  authFailure: [
    { kind: 'statuses', at: ['statuses'], label: words.refused, hint: words.refusedHint, placeholder: '401' },
    { kind: 'list', at: ['also'], label: words.refusedAlso, parts: [{ kind: 'number', at: ['status'], label: words.status }, { kind: 'text', at: ['pointer'], label: words.pointer }, { kind: 'text', at: ['matches'], label: words.matches }] },
  ],
  retry: [
    { kind: 'statuses', at: ['on'], label: words.retryOn, hint: words.retryOnHint, placeholder: '429, 502, 503, 504' },
    { kind: 'number', at: ['maxAttempts'], label: words.attempts, hint: words.attemptsHint, placeholder: '3' },
  ],
  ai: [
    { kind: 'words', at: ['capabilities'], label: words.capabilities, hint: words.capabilitiesHint },
    { kind: 'text', at: ['defaultModel'], label: words.defaultModel },
    { kind: 'words', at: ['models'], label: words.models, hint: words.modelsHint },
    { kind: 'text', at: ['sdk', 'package'], label: words.sdkPackage },
    { kind: 'text', at: ['sdk', 'create'], label: words.sdkCreate },
    { kind: 'text', at: ['apiKeyField'], label: words.apiKeyField },
    { kind: 'text', at: ['baseUrl'], label: words.aiBase },
  ],
  usage: [
    { kind: 'words', at: ['tokensIn'], label: words.tokensIn, hint: words.usageHint },
    { kind: 'words', at: ['tokensOut'], label: words.tokensOut },
    { kind: 'words', at: ['cost'], label: words.cost, hint: words.costHint },
  ],
})

const methodForms = (words: Words): Forms => ({
  derive: [{ kind: 'entries', at: [], label: '', keyLabel: words.deriveName, parts: [
    { kind: 'text', at: ['from'], label: words.deriveFrom }, { kind: 'text', at: ['pattern'], label: words.derivePattern, placeholder: '-([a-z]{2}[0-9]+)$' },
    { kind: 'text', at: ['template'], label: words.deriveTemplate, placeholder: 'any:{{apiKey}}' }, { kind: 'choice', at: ['encode'], label: words.deriveEncode, options: ['base64'] },
  ] }],
  showWhen: [{ kind: 'text', at: ['field'], label: words.showField }, { kind: 'text', at: ['equals'], label: words.showEquals }],
  options: [{ kind: 'list', at: [], label: '', parts: [{ kind: 'text', at: ['value'], label: words.optionValue }, { kind: 'text', at: ['label'], label: words.optionLabel }] }],
  refuse: [{ kind: 'list', at: [], label: '', parts: [{ kind: 'text', at: ['pattern'], label: words.refusePattern }, { kind: 'text', at: ['reason'], label: words.refuseReason }] }],
})
