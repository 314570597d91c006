/** Somebody was asked whether to go on and did not: nothing was done, and they need not be told. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp'
}
