/** Headers of a request by name; a list where a name comes more than once. */
export type RequestHeaders = Record<string, string | string[]>
