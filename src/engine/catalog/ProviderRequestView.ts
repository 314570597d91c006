export type ProviderRequestStatus = 'open' | 'planned' | 'done' | 'declined'

/** A service an account would like to connect, as its people see it. Client-safe: types only. */
export type ProviderRequestView = {
  id: string
  name: string
  website: string | null
  why: string | null
  status: ProviderRequestStatus
  /** What the platform says to it. */
  answer: string | null
  /** ISO 8601. */
  createdAt: string
}
