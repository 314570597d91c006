import type { Metadata } from 'next'
import { messages } from '#src/messages/messages.ts'
import { MissingPage } from '../MissingPage.tsx'

export const generateMetadata = (): Metadata => ({ title: messages().missing.title })

/** Every address that no other page answers. */
export default function UnknownPage() {
  return <MissingPage />
}
