/** The keys of a row in the order people read them (and in which a file shows them), level by level. */
export const rowKeys = {
  row: [
    'key', 'name', 'category', 'description', 'logoSlug', 'logo', 'logoDark', 'website', 'docsUrl', 'statusUrl', 'manageUrl', 'helpUrl', 'helpText', 'status', 'replacedBy',
    'featured', 'keywords', 'rotateAfterDays', 'baseUrl', 'services', 'allowedHosts', 'authMethods', 'test', 'authFailure', 'retry', 'timeoutSeconds', 'scrubAnswers',
    'ai', 'usage', 'webhook', 'source', 'gaps',
  ],
  method: ['key', 'type', 'label', 'fields', 'derive', 'inject', 'requiredScopes', 'test', 'oauth', 'exchange', 'app'],
  field: ['name', 'label', 'hint', 'secret', 'required', 'pattern', 'example', 'format', 'options', 'default', 'helpUrl', 'prefix', 'suffix', 'showWhen', 'refuse'],
  inject: ['in', 'name', 'value'],
  test: ['method', 'path', 'headers', 'query', 'body', 'service', 'expect', 'okWhen', 'acceptAlso', 'errorAt', 'identity', 'scopes'],
}
