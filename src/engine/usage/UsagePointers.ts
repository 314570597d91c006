/**
 * Where a service's answers say what a call took. Each entry is a JSON pointer (RFC 6901), or several joined by ` + `
 * whose values are added up; of the entries the first that finds anything counts.
 */
export type UsagePointers = { tokensIn: string[]; tokensOut: string[]; cost: string[] }
