/** In memory of this page only: a pasted key must stand in no address and in no storage. */
type Carried = { provider: string; from: string; value: string }

let carried: Carried | null = null

/** A key on its way from the dialog where it was pasted to that of the provider it belongs to. */
export const carriedKey = {
  put: (one: Carried): void => {
    carried = one
  },
  /** Stays until it is dropped: React may ask twice for the first state of a component. */
  peek: (provider: string): Carried | null => (carried?.provider === provider ? carried : null),
  drop: (): void => {
    carried = null
  },
}
