import type { ReactNode } from 'react'
import { navCounts } from '@/lib/coverage/queries'
import { noteFrame } from '@/lib/in-request'
import { frameOf } from '@/lib/inquiries/queries'
import { inquiryFrame } from '@/lib/inquiries/ui/inquiry-frame'
import { currentPath, notHere, requirePerson } from '@/lib/people/session'
import { houseFrame } from '@/lib/people/ui/house-frame'
import { Shell } from '@/lib/ui/shell'

/** The frame of an inquiry's pages. It guards nothing: every page and query asks for itself who acts. */
export default async function InquiryLayout({
  params,
  children,
}: {
  params: Promise<{ slug: string }>
  children: ReactNode
}) {
  const { slug } = await params
  const [person, path] = [await requirePerson(), await currentPath()]
  noteFrame(houseFrame(person, path))
  const frame = (await frameOf(person, slug)) ?? notHere()
  const counts = frame.actor ? await navCounts(frame.actor) : {}
  const around = inquiryFrame({ person, frame, path, counts })
  noteFrame(around)
  return <Shell {...around}>{children}</Shell>
}
