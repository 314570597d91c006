/** What the server said when it refused, else `otherwise`. For errors of sendJson. */
export const sayFault = (otherwise: string) => (error: unknown): string => (error instanceof Error ? error.message : otherwise)
