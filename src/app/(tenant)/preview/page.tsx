import { notFound } from 'next/navigation'
import { PreviewStage } from '#src/ui/preview/PreviewStage.tsx'
import { readShell } from '../requireShell.ts'

/** What the provider form shows beside its fields (next.config.mjs lets our own pages frame it). For all others it is not there. */
export default async function PreviewPage() {
  const shell = await readShell()
  if (!shell?.isPlatformAdmin) notFound()
  return <PreviewStage />
}
