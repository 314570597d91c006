/** An id as Postgres writes it. Server code may write it in capitals, and what is kept in memory is compared as text. */
export const storedId = <Id extends string | null | undefined>(id: Id): Id => (typeof id === 'string' ? id.toLowerCase() : id) as Id
