import { Gutter } from '@payloadcms/ui'
import { redirect } from 'next/navigation'
import type { AdminViewServerProps } from 'payload'
import { OverviewView } from '#src/admin/overview/OverviewView.tsx'
import { isPlatformAdmin } from '#src/access/isPlatformAdmin.ts'
import { loadOverview } from '#src/server/loadOverview.ts'

/** In place of Payload's dashboard, which lists the collections the navigation lists already. */
export const OverviewPage = async ({ initPageResult: { req } }: AdminViewServerProps) => {
  // Payload lets nobody else in; what a page shows is still its own to guard.
  if ((await isPlatformAdmin({ req })) !== true) redirect('/marketplace')
  return <Gutter><OverviewView overview={await loadOverview({ req })} /></Gutter>
}
