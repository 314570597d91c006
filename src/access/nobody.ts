/** For what only the server's own code does, and for columns nobody reads. */
export const nobody = (): boolean => false

export const nobodyField = { create: nobody, read: nobody, update: nobody } as const

/** Shown, but set by the server only. */
export const serverSet = { create: nobody, update: nobody } as const
