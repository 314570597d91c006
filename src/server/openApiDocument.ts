/** Placeholder until the paths stand. */
export const openApiDocument = (): Record<string, unknown> => ({ openapi: '3.1.0', info: { title: 'Patchbay', version: '0.1.0' }, paths: {} })
