'use client'
import PageError from './(signed-in)/error.tsx'

/** For the pages outside the frame, such as the sign-in page of somebody who is signed in. */
export default function EntryError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return <main className="mx-auto grid min-h-dvh max-w-[560px] content-center px-4 py-12"><PageError {...props} /></main>
}
