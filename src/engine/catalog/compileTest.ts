import type { TestRequest } from './CompiledProvider.ts'
import type { RowTest } from './providerRowSchema.ts'

/** A test request with its defaults: GET, no headers, 200 means yes. */
export function compileTest(test: RowTest): TestRequest {
  const { identity, scopes } = test
  return {
    method: test.method ?? 'GET',
    path: test.path,
    headers: test.headers ?? {},
    query: test.query ?? {},
    body: test.body ?? null,
    service: test.service ?? null,
    expect: test.expect ?? [200],
    okWhen: test.okWhen ? { pointer: test.okWhen.pointer, equals: test.okWhen.equals } : null,
    ...(test.acceptAlso ? { acceptAlso: test.acceptAlso.map(({ status, pointer, equals }) => ({ status, pointer, equals })) } : {}),
    errorAt: test.errorAt ?? null,
    identity: identity ? { label: identity.label ?? null, id: identity.id ?? null } : null,
    scopes: scopes ? compileScopes(scopes) : null,
  }
}

function compileScopes(scopes: NonNullable<RowTest['scopes']>): TestRequest['scopes'] {
  // A header is one line of text, so it always has a separator; a pointer may lead to an array.
  return 'header' in scopes ? { header: scopes.header, separator: scopes.separator ?? ',' } : { pointer: scopes.pointer, separator: scopes.separator ?? null }
}
