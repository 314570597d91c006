import type { EditorWords } from '#src/messages/enEditor.ts'
import type { FormPart } from './FormPart.ts'

type Words = EditorWords['structured']

/** How a credential becomes a token: the blocks of the types that need one. What is rare (`capture`, bodies of many levels) is edited as JSON. */
export const tokenForms = (words: Words): Record<'oauth' | 'exchange' | 'app', FormPart[]> => ({
  oauth: [
    { kind: 'text', at: ['authorizationUrl'], label: words.authorizationUrl, placeholder: 'https://…' },
    { kind: 'text', at: ['tokenUrl'], label: words.tokenUrl, placeholder: 'https://…' },
    { kind: 'text', at: ['revocationUrl'], label: words.revocationUrl, placeholder: 'https://…' },
    ...revocationParts(words),
    { kind: 'text', at: ['issuer'], label: words.issuer, hint: words.issuerHint, placeholder: 'https://…' },
    { kind: 'words', at: ['scopes'], label: words.scopes, hint: words.scopesHint },
    { kind: 'words', at: ['optionalScopes'], label: words.optionalScopes, hint: words.scopesHint },
    { kind: 'text', at: ['scopeSeparator'], label: words.scopeSeparator, hint: words.scopeSeparatorHint },
    { kind: 'choice', at: ['client'], label: words.client, options: ['platform', 'account'] },
    { kind: 'choice', at: ['clientAuth'], label: words.clientAuth, options: ['basic', 'post', 'none', 'private_key_jwt'] },
    { kind: 'text', at: ['pkce', 'none'], label: words.noPkce, hint: words.noPkceHint },
    ...refreshParts(words),
    { kind: 'pairs', at: ['authorizationParams'], label: words.authorizationParams },
    { kind: 'pairs', at: ['tokenParams'], label: words.tokenParams },
    { kind: 'pairs', at: ['refreshParams'], label: words.refreshParams },
    { kind: 'pairs', at: ['tokenHeaders'], label: words.tokenHeaders },
    { kind: 'choice', at: ['bodyFormat'], label: words.bodyFormat, options: ['form', 'json'] },
    ...answerParts(words),
  ],
  exchange: [
    { kind: 'choice', at: ['method'], label: words.method, options: ['GET', 'POST', 'PUT'] },
    { kind: 'text', at: ['path'], label: words.exchangePath, placeholder: '/login' },
    { kind: 'pairs', at: ['body'], label: words.body },
    { kind: 'choice', at: ['bodyFormat'], label: words.bodyFormat, options: ['json', 'form'] },
    { kind: 'pairs', at: ['headers'], label: words.headers },
    { kind: 'text', at: ['tokenPath'], label: words.tokenPath, hint: words.pointerHint, placeholder: '/data/token' },
    { kind: 'text', at: ['expiresInPath'], label: words.answerLife, placeholder: '/expires_in' },
    { kind: 'number', at: ['expiresInSeconds'], label: words.knownLife },
    { kind: 'text', at: ['errorAt'], label: words.errorAt, placeholder: '/message' },
    { kind: 'text', at: ['okWhen', 'pointer'], label: words.okWhen, placeholder: '/ok' },
    { kind: 'value', at: ['okWhen', 'equals'], label: words.okEquals, placeholder: 'true' },
  ],
  app: [
    { kind: 'choice', at: ['client'], label: words.appClient, options: ['platform', 'account'] },
    { kind: 'text', at: ['tokenUrl'], label: words.tokenUrl, placeholder: 'https://…/{{installationId}}/…' },
    { kind: 'text', at: ['appId'], label: words.appId, placeholder: 'appId' },
    { kind: 'text', at: ['privateKey'], label: words.privateKey, placeholder: 'privateKey' },
    { kind: 'text', at: ['installation'], label: words.installation, placeholder: 'installationId' },
    { kind: 'pairs', at: ['headers'], label: words.headers },
    { kind: 'text', at: ['installations', 'url'], label: words.installationsUrl, placeholder: 'https://…' },
    { kind: 'text', at: ['installations', 'list'], label: words.installationsList, placeholder: '/installations' },
    { kind: 'text', at: ['installations', 'id'], label: words.installationsId, placeholder: '/id' },
    { kind: 'text', at: ['installations', 'label'], label: words.installationsLabel, placeholder: '/account/login' },
    { kind: 'choice', at: ['installations', 'pages'], label: words.installationsPages, options: ['link'] },
    ...revocationParts(words),
  ],
})

const refreshParts = (words: Words): FormPart[] => [
  { kind: 'choice', at: ['refresh', 'mode'], label: words.refreshMode, hint: words.refreshModeHint, options: ['none', 'static', 'rotating'] },
  { kind: 'number', at: ['refresh', 'graceSeconds'], label: words.graceSeconds },
  { kind: 'number', at: ['refresh', 'marginSeconds'], label: words.marginSeconds },
  { kind: 'number', at: ['refresh', 'idleDays'], label: words.idleDays },
]

const answerParts = (words: Words): FormPart[] => [
  { kind: 'text', at: ['response', 'accessToken'], label: words.answerToken, hint: words.pointerHint, placeholder: '/access_token' },
  { kind: 'text', at: ['response', 'refreshToken'], label: words.answerRefresh, placeholder: '/refresh_token' },
  { kind: 'text', at: ['response', 'expiresIn'], label: words.answerLife, placeholder: '/expires_in' },
  { kind: 'number', at: ['response', 'expiresInSeconds'], label: words.knownLife },
  { kind: 'text', at: ['response', 'scope'], label: words.answerScope, placeholder: '/scope' },
  { kind: 'text', at: ['response', 'okWhen', 'pointer'], label: words.okWhen, placeholder: '/ok' },
  { kind: 'value', at: ['response', 'okWhen', 'equals'], label: words.okEquals, placeholder: 'true' },
  { kind: 'words', at: ['response', 'permanentErrors'], label: words.permanentErrors, hint: words.permanentHint },
]

const revocationParts = (words: Words): FormPart[] => [
  { kind: 'text', at: ['revocation', 'url'], label: words.revokeUrl, placeholder: 'https://…' },
  { kind: 'choice', at: ['revocation', 'method'], label: words.revokeMethod, options: ['POST', 'DELETE', 'GET'] },
  { kind: 'choice', at: ['revocation', 'auth'], label: words.revokeAuth, options: ['client', 'token', 'app'] },
]
