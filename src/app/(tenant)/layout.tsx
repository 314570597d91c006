import '@fontsource-variable/inter/wght.css'
import './tenant.css'
import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { currentReader } from '#src/messages/currentReader.ts'
import { messages } from '#src/messages/messages.ts'
import { Words } from '#src/messages/Words.tsx'
import { Notices } from '#src/ui/primitives/Notices.tsx'
import { readTheme } from '#src/ui/shell/Theme.ts'

/** The letters of most pages are asked for with the page itself, so that they are there at the first paint and nothing moves; others come by their ranges. */
const inter = localFont({ src: '../../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', weight: '100 900', display: 'swap', adjustFontFallback: false, variable: '--font-inter' })

/** Each page is in its reader's language, so none can be made ahead. */
export const dynamic = 'force-dynamic'

export const generateMetadata = (): Metadata => ({
  title: { default: messages().common.product, template: `%s · ${messages().common.product}` },
  robots: { index: false, follow: false },
})

export const viewport: Viewport = {
  themeColor: [{ media: '(prefers-color-scheme: light)', color: '#ffffff' }, { media: '(prefers-color-scheme: dark)', color: '#161412' }],
}

/** The theme is in the first HTML, so that no page flashes in the wrong one. No attribute means: as the system. */
export default async function TenantLayout({ children }: { children: ReactNode }) {
  const { language } = currentReader()
  const theme = readTheme((await cookies()).get('patchbay-theme')?.value)
  return (
    <html lang={language} className={inter.variable} data-theme={theme === 'system' ? undefined : theme} suppressHydrationWarning>
      <body>
        <Words language={language}>
          <Notices>{children}</Notices>
        </Words>
      </body>
    </html>
  )
}
