export type ListedProvider = { key: string; name: string; category: string; status: string }

type Page = { docs: ListedProvider[]; hasNextPage: boolean; nextPage: number | null }

/** All providers of the catalog, by name; empty when they cannot be read, since they are suggestions only. */
export async function listProviders(): Promise<ListedProvider[]> {
  const found: ListedProvider[] = []
  for (let page: number | null = 1; page !== null; ) {
    const query = `limit=100&depth=0&sort=name&page=${page}&select[key]=true&select[name]=true&select[category]=true&select[status]=true`
    const response = await fetch(`/api/integration-providers?${query}`, { credentials: 'same-origin' }).catch(() => null)
    if (!response?.ok) return found
    const answer = (await response.json()) as Page
    found.push(...answer.docs)
    page = answer.hasNextPage ? answer.nextPage : null
  }
  return found
}
