/** Whom the page was drawn for, as it tells the server with each request. */
export const openedBy = {
  meta: 'patchbay-opened-by',
  header: 'x-patchbay-opened-by',
  read: (): string | null => document.querySelector<HTMLMetaElement>(`meta[name="${openedBy.meta}"]`)?.content ?? null,
}
