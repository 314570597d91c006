'use client'

/** Placeholder for the first push. */
export function PreviewPanel() {
  return null
}
