'use client'

import './ledger.css'
import ErrorPage from './error'

/** When even the frame of the page failed, it is drawn anew here. */
export default function GlobalError(props: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>This page failed - Oversight Ledger</title>
        <ErrorPage {...props} />
      </body>
    </html>
  )
}
