import config from '@payload-config'
import { generatePageMetadata, RootPage } from '@payloadcms/next/views'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { importMap } from '../importMap.js'

type Args = { params: Promise<{ segments: string[] }>; searchParams: Promise<{ [key: string]: string | string[] }> }

export const generateMetadata = ({ params, searchParams }: Args): Promise<Metadata> => generatePageMetadata({ config, params, searchParams })

/** Payload sends people without access to a page of its own that only offers to sign out; tenants have a place to be. */
const Page = async ({ params, searchParams }: Args) => {
  if ((await params).segments?.[0] === 'unauthorized') redirect('/marketplace')
  return RootPage({ config, params, searchParams, importMap })
}

export default Page
