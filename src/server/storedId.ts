/** An id as Postgres writes it. Server code may write it in capitals, and what is kept in memory, or written in one batch, is compared as text: each door in process passes its ids through here. */
export const storedId = <Id extends string | null | undefined>(id: Id): Id => (typeof id === 'string' ? id.toLowerCase() : id) as Id
