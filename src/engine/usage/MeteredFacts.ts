/** What an answer says it took, read from where the provider's row points; 0 for what it does not say. */
export type MeteredFacts = { tokensIn: number; tokensOut: number; /** In US dollars. */ cost: number }
