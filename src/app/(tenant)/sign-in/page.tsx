import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { messages } from '#src/messages/messages.ts'
import { Mark } from '#src/ui/primitives/Mark.tsx'
import { LanguageLinks } from '#src/ui/shell/LanguageLinks.tsx'
import { SignInForm } from '#src/ui/shell/SignInForm.tsx'
import { chooseReturnPath } from '#src/ui/shell/chooseReturnPath.ts'
import { readShell } from '../requireShell.ts'

export const generateMetadata = (): Metadata => ({ title: messages().signIn.title })

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const returnPath = chooseReturnPath((await searchParams)['next'])
  if (await readShell()) redirect(returnPath)
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-12">
      <div className="w-full max-w-[380px]">
        <div className="mb-6 flex flex-col items-center text-center">
          <Mark size={40} />
          <h1 className="mt-4 text-2xl/8 font-[650] tracking-[-.02em]">{messages().signIn.title}</h1>
          <p className="mt-1 text-soft">{messages().signIn.lead}</p>
        </div>
        <SignInForm returnPath={returnPath} />
        <p className="mt-4 text-center"><a href="/forgot-password" className="inline-flex min-h-6 items-center text-link">{messages().entry.forgot.link}</a></p>
        <p className="mt-3 text-center text-sm text-balance text-faint">{messages().signIn.note}</p>
        <LanguageLinks />
      </div>
    </main>
  )
}
