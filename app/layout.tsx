import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import './ledger.css'

/** Every answer depends on who asks, so nothing is made ahead. */
export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: { default: 'Oversight Ledger', template: '%s - Oversight Ledger' },
  description: 'What was asked of the executive branch, against each open question, and where it stands.',
  robots: { index: false, follow: false },
  referrer: 'same-origin',
}

export const viewport: Viewport = { colorScheme: 'light dark' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
