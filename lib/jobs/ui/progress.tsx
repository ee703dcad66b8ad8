'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const AGAIN_MS = 1_500

/** Asks for the page anew while a job on it runs, so that its figures move. Without scripts a link does the same. */
export function Refresh({ href }: { href: string }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, AGAIN_MS)
    return () => clearInterval(timer)
  }, [router])
  return (
    <noscript>
      <a href={href}>Look again</a>
    </noscript>
  )
}
