import { withPayload } from '@payloadcms/next/withPayload'

/** Of every page and answer that comes through Next. HSTS depends on the running address and is set in src/front. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // No script-src: the admin panel brings inline scripts and no nonce to allow them by.
  { key: 'Content-Security-Policy', value: "frame-ancestors 'none'; base-uri 'self'; object-src 'none'; form-action 'self'" },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
  // A popup of a provider's consent page must be able to answer the page that opened it.
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' },
]

/** The provider form frames this one page of ours, which reads nothing over the network and sends nothing (in development a socket reloads it). */
const previewHeaders = [
  { key: 'X-Frame-Options', value: 'SAMEORIGIN' },
  { key: 'Content-Security-Policy', value: `frame-ancestors 'self'; base-uri 'self'; object-src 'none'; form-action 'none'${process.env.NODE_ENV === 'production' ? "; connect-src 'none'" : ''}` },
]

/** The way back from a provider's consent page: a window that was opened there still knows which page opened it, and tells it. */
const returnHeaders = [
  { key: 'Cross-Origin-Opener-Policy', value: 'unsafe-none' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
]

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // Loaded by Node as they are. Bundled, they would be minified: Payload tells its errors apart by the names of their
  // classes, and so do we; and the front would hold a second copy of what it shares with the pages.
  serverExternalPackages: ['payload', '@payloadcms/db-postgres', '@payloadcms/drizzle', 'drizzle-orm', 'pg', 'undici', 're2js', 'simple-icons', 'nodemailer', 'rate-limiter-flexible'],
  // Two addresses of one machine; the printed one is localhost.
  allowedDevOrigins: ['localhost', '127.0.0.1'],
  // `npm run check` holds the types; a start must not fail over a test file, nor check twice.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  // Of two for one page the later counts.
  headers: async () => [{ source: '/:path*', headers: securityHeaders }, { source: '/preview', headers: previewHeaders }, { source: '/api/oauth/callback', headers: returnHeaders }],
  // Browsers ask for it by themselves whenever a step inside the app takes the icon's link out for a moment.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
}

export default withPayload(config, { devBundleServerPackages: false })
