import type { Metadata } from 'next'
import { parseRef } from '@/lib/fields'
import { uploadsOf } from '@/lib/files/holder'
import { canGiveUp, canUpload } from '@/lib/files/policy'
import { listUploads } from '@/lib/files/queries'
import { SetAsideList } from '@/lib/files/ui/set-aside'
import { UploadDesk } from '@/lib/files/ui/upload-desk'
import type { Chosen } from '@/lib/files/ui/upload-fields'
import { listOffices } from '@/lib/offices/queries'
import { orNotFound, type SearchParams } from '@/lib/params'
import type { Actor } from '@/lib/people/actor'
import { actorIn } from '@/lib/people/session'
import { getProduction } from '@/lib/productions/queries'
import { getRequest } from '@/lib/requests/queries'
import { formatDay, today } from '@/lib/time'
import { Did } from '@/lib/ui/did'
import { Empty, Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Upload files' }

type Asked = { request?: string | string[]; production?: string | string[]; evidence?: string | string[] }

export default async function UploadsPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const asked = await searchParams
  const [{ lead, chosen }, item, offices, uploads] = await Promise.all([
    openedFor(actor, asked),
    itemOf(actor, asked),
    listOffices(actor),
    listUploads(actor),
  ])
  const { timeZone: zone, closedOn } = actor.inquiry
  const may = canUpload(actor)
  const corrects = item !== null && !item.file.allowed && item.corrected.allowed
  const hold = item && (corrects ? item.corrected : item.file)
  const now = new Date()
  const begun = uploads.filter(({ status }) => status === 'arriving')
  return (
    <>
      <Crumb trail={[{ label: 'Evidence', href: `/inquiries/${slug}/evidence` }]} here="Upload files" />
      <PageHead title={titleFor(item, corrects)} />
      <Did did={String(asked.did ?? '')} words={{ discarded: 'It was discarded. The reason stands in the history.' }} />
      {item && <Lead>{item.title}</Lead>}
      {lead && <Lead>{lead}</Lead>}
      <div className="stack">
        {!may.allowed ? (
          <Notice>{may.why}</Notice>
        ) : closedOn ? (
          <Notice>The inquiry was closed on {formatDay(closedOn)}: nothing is uploaded any more.</Notice>
        ) : hold && !hold.allowed ? (
          <Notice>{hold.why}</Notice>
        ) : offices.length === 0 ? (
          <Empty action={{ label: 'Add an office', href: `/inquiries/${slug}/offices/new` }}>
            What comes names the office from which it came, and no office has been added yet.
          </Empty>
        ) : (
          <UploadDesk
            slug={slug}
            zone={zone}
            today={today(zone)}
            offices={offices.map(({ ref, name }) => ({ ref, name }))}
            chosen={chosen}
            target={item && { ref: item.ref, corrects }}
            begun={begun.map((one) => ({
              ...one,
              mayGiveUp: canGiveUp(
                actor,
                { status: one.status, createdById: one.own ? actor.userId : '', lastAt: new Date(one.lastAt) },
                now,
              ).allowed,
            }))}
          />
        )}
        <SetAsideList slug={slug} zone={zone} uploads={uploads.filter(({ status }) => status === 'set_aside')} />
      </div>
    </>
  )
}

const titleFor = (item: { ref: string } | null, corrects: boolean) =>
  item ? `Upload ${corrects ? 'a corrected copy' : 'the file'} of ${item.ref}` : 'Upload files'

/** The item that the address names, and what may be uploaded of it. */
async function itemOf(actor: Actor, { evidence }: Asked) {
  const ref = parseRef('E', String(evidence ?? ''))
  return ref && (await orNotFound(uploadsOf(actor, ref)))
}

/** What follows from the request, or the delivery, that the page was opened for. */
async function openedFor(actor: Actor, asked: Asked): Promise<{ lead: string | null; chosen: Chosen }> {
  const [r, p] = [parseRef('R', String(asked.request ?? '')), parseRef('P', String(asked.production ?? ''))]
  if (p) {
    const { ref, requests, from, receivedOn } = await orNotFound(getProduction(actor, p))
    const answered = requests.map((one) => one.ref).join(', ')
    return {
      lead: `They came with ${ref}.`,
      chosen: { requests: answered, fromOffice: from.ref, production: ref, receivedOn },
    }
  }
  if (!r) return { lead: null, chosen: {} }
  const { ref, title, kind, handling, addressee } = await orNotFound(getRequest(actor, r))
  return { lead: `Against ${ref}: ${title}.`, chosen: { requests: ref, kind, handling, fromOffice: addressee.ref } }
}
