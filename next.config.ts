import type { NextConfig } from 'next'

// The names of the server actions are hashed with this. A name that outlives the build lets a form that was opened before an update still be
// sent after it. No secret: nothing is encrypted with it, since actions are module functions that close over nothing (lib/house.test.ts).
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ??= Buffer.from('the ledger: names of its actions').toString('base64')

const config: NextConfig = {
  // Types and lint are checked by `npm test`, on the whole tree, not only on what a page reaches.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // lib/server packs answers, for less than this does.
  compress: false,
  reactStrictMode: true,
  // The image optimiser has been a way in before; no picture here needs it.
  images: { unoptimized: true },
  serverExternalPackages: ['@node-rs/argon2', 'pg', '@prisma/adapter-pg'],
  experimental: {
    // Evidence files do not come through server actions; what people type fits in this.
    serverActions: { bodySizeLimit: '3mb' },
  },
}

export default config
