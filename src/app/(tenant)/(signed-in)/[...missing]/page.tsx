import { notFound } from 'next/navigation'

/** Every address that no other page answers: a real 404 in the look of the rest. */
export default function MissingPage() {
  notFound()
}
