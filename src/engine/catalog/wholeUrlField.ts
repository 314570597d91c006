/** The field name when a base URL (or host pattern) is nothing but one placeholder, e.g. `{{baseUrl}}`; else null. */
export const wholeUrlField = (template: string): string | null => /^\{\{([A-Za-z][A-Za-z0-9_]*)\}\}$/.exec(template)?.[1] ?? null
