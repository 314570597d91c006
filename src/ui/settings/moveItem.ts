/** A new list with the item at `from` taken to `to`; places outside the list change nothing. */
export function moveItem<Item>({ items, from, to }: { items: readonly Item[]; from: number; to: number }): Item[] {
  const moved = items[from]
  if (moved === undefined || to < 0 || to >= items.length) return [...items]
  const rest = items.filter((_, index) => index !== from)
  return [...rest.slice(0, to), moved, ...rest.slice(to)]
}
