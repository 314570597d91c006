import { PatchbayError } from '#src/engine/errors.ts'
import type { AiConfig } from './AiConfig.ts'
import { makeFetch } from './makeFetch.ts'
import { openChoice, type Opened } from './openChoice.ts'
import { proxySettings } from './proxySettings.ts'
import { redactedWhenPrinted } from './ResolvedCredential.ts'
import { storedId } from './storedId.ts'

export type AiConfigQuestion = {
  account: string
  provider: string
  /** Opens that person's private connections as well. */
  user?: string | null
  connectionId?: string | null
  capability?: string
  model?: string
  /** `proxy`: a short-lived Patchbay token and Patchbay's own address, so that the provider's key stays here. */
  via?: 'direct' | 'proxy'
}

/**
 * Everything an AI SDK needs for an account and provider. `apiKey` and `baseURL` are always set: an SDK that gets
 * `undefined` silently uses the server's own environment key, so a missing credential throws.
 * @throws PatchbayError: refusals of routing; `provider_unavailable` when the row has no base URL, no single key, or not
 *   that capability; `validation_failed` for a model the row does not allow
 */
export async function getAiConfig(asked: AiConfigQuestion): Promise<AiConfig> {
  const question = { ...asked, account: storedId(asked.account), user: storedId(asked.user) }
  const opened = await openChoice(question)
  const { compiled, resolved } = opened
  refuseWhatTheRowLacks({ opened, question })
  const settings = question.via === 'proxy' ? await proxySettings({ opened, account: question.account, user: question.user ?? null }) : directSettings({ opened, account: question.account })
  const config: AiConfig = {
    provider: resolved.provider,
    source: resolved.source,
    policy: resolved.policy,
    reasons: resolved.reasons,
    connection: resolved.connection,
    sdk: compiled.ai?.sdk ?? null,
    settings: redactedWhenPrinted(settings),
    fields: resolved.fields,
    models: { allow: compiled.ai?.models ?? null, default: question.model ?? compiled.ai?.defaultModel ?? null },
    maxRetries: 0,
    expiresAt: resolved.expiresAt,
  }
  return redactedWhenPrinted(config)
}

function refuseWhatTheRowLacks({ opened: { compiled }, question: { capability, model } }: { opened: Opened; question: AiConfigQuestion }): void {
  if (capability !== undefined && !(compiled.ai?.capabilities ?? []).includes(capability)) {
    throw new PatchbayError('provider_unavailable', { message: `${compiled.name} does not offer “${capability}”.`, hint: `It offers: ${(compiled.ai?.capabilities ?? []).join(', ') || 'nothing its row names'}.` })
  }
  const allowed = compiled.ai?.models ?? null
  if (model !== undefined && allowed !== null && !allowed.includes(model)) throw new PatchbayError('validation_failed', { field: 'model', message: `${compiled.name} is not set up for the model “${model}”.` })
}

function directSettings({ opened: { compiled, method, resolved, hosts }, account }: { opened: Opened; account: string }): AiConfig['settings'] {
  const apiKey = method.apiKeyField === null ? undefined : resolved.values[method.apiKeyField]
  if (apiKey === undefined || apiKey === '') throw new PatchbayError('provider_unavailable', { message: `The row of ${compiled.name} does not say which field is the API key.`, hint: 'Set ai.apiKeyField in its row, or use resolveCredential.' })
  const baseURL = resolved.aiBaseUrl ?? resolved.baseUrl
  if (baseURL === null) throw new PatchbayError('provider_unavailable', { message: `The row of ${compiled.name} has no base URL.`, hint: 'Add one to its row.' })
  return { apiKey, baseURL, headers: {}, fetch: makeFetch({ hosts, use: { account, compiled, source: resolved.source, connectionId: resolved.connection?.id ?? null } }) }
}
