import type { ReactNode } from 'react'
import { navCounts } from '@/lib/coverage/queries'
import { frameOf } from '@/lib/inquiries/queries'
import { InquiryShell } from '@/lib/inquiries/ui/inquiry-shell'
import { currentPath, notHere, requirePerson } from '@/lib/people/session'

/** The frame of an inquiry's pages. It guards nothing: every page and query asks for itself who acts. */
export default async function InquiryLayout({
  params,
  children,
}: {
  params: Promise<{ slug: string }>
  children: ReactNode
}) {
  const { slug } = await params
  const person = await requirePerson()
  const frame = (await frameOf(person, slug)) ?? notHere()
  const counts = frame.actor ? await navCounts(frame.actor) : {}
  return (
    <InquiryShell person={person} frame={frame} path={await currentPath()} counts={counts}>
      {children}
    </InquiryShell>
  )
}
