/**
 * A name without case, marks, spaces and signs, to tell that two people mean the same: `Fal.ai` and `FAL AI` give
 * `falai`. A name of signs alone (an emoji) stays as it is. Client-safe.
 */
export function foldName(name: string): string {
  const folded = (name.normalize('NFKD').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join('')
  return folded === '' ? name.trim().toLowerCase() : folded
}
