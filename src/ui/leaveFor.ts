/** Loads another page. Never comes to an end, so that what was pressed looks busy until that page is there. */
export const leaveFor = (path: string): Promise<never> => {
  window.location.assign(path)
  return new Promise(() => undefined)
}
