import type { Metadata } from 'next'
import { canPlace } from '@/lib/inquiries/policy'
import { settingsOf } from '@/lib/inquiries/queries'
import { ChangeMember } from '@/lib/inquiries/ui/members'
import { orNotFound } from '@/lib/params'
import { notHere, requirePerson } from '@/lib/people/session'
import { Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'
import { roleAndSide } from '@/lib/words'

export const metadata: Metadata = { title: 'Change a member' }

export default async function MemberPage({ params }: { params: Promise<{ slug: string; id: string }> }) {
  const { slug, id } = await params
  const person = await requirePerson()
  const { members } = await orNotFound(settingsOf(person, slug))
  const member = members.find((one) => one.id === id) ?? notHere()
  const ruling = canPlace(person, member.userId)
  return (
    <>
      <Crumb trail={[{ label: 'Settings', href: `/inquiries/${slug}/settings` }]} here={member.name} />
      <PageHead title={member.name} />
      <Lead>
        {member.email}. {roleAndSide(member)}.
      </Lead>
      <div className="gap-16">
        {ruling.allowed ? <ChangeMember slug={slug} member={member} /> : <Notice>{ruling.why}</Notice>}
      </div>
    </>
  )
}
