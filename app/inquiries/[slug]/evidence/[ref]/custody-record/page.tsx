import type { Metadata } from 'next'
import { getChain } from '@/lib/custody/queries'
import { CustodyRecord } from '@/lib/custody/ui/custody-record'
import { getEvidence } from '@/lib/evidence/queries'
import { checksOf } from '@/lib/files/checks'
import { filesOf } from '@/lib/files/queries'
import { committeeOf } from '@/lib/inquiries/queries'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn } from '@/lib/people/session'

type Props = { params: Promise<{ slug: string; ref: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Custody record of ${(await params).ref}` }
}

export default async function CustodyRecordPage({ params }: Props) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const item = await orNotFound(getEvidence(actor, refParam('E', ref)))
  const [chain, files, checks, committee] = await Promise.all([
    getChain(actor, item),
    filesOf(actor, item.id, 'original'),
    checksOf(actor, item.id),
    committeeOf(actor),
  ])
  return <CustodyRecord actor={actor} committee={committee} item={item} files={files} checks={checks} chain={chain} />
}
