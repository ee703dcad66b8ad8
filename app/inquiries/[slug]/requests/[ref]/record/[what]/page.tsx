import type { Metadata } from 'next'
import { orNotFound, refParam } from '@/lib/params'
import { membersOf } from '@/lib/people/queries'
import { actorIn, notHere } from '@/lib/people/session'
import { canRecord } from '@/lib/requests/policy'
import { getRequest } from '@/lib/requests/queries'
import { BlockerForm, ExtendForm, OwnerForm, RungForm } from '@/lib/requests/ui/record-forms'
import { today } from '@/lib/time'
import { Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Record on a request' }

const forms = {
  extension: { title: 'Record an extension', Form: ExtendForm },
  blocker: { title: 'Record who holds it up', Form: BlockerForm },
  rung: { title: 'Step up the ladder', Form: RungForm },
  owner: { title: 'Change the owner', Form: OwnerForm },
} as const

export default async function RecordPage({ params }: { params: Promise<{ slug: string; ref: string; what: string }> }) {
  const { slug, ref, what } = await params
  const actor = await actorIn(slug)
  if (!Object.hasOwn(forms, what)) notHere()
  const kind = what as keyof typeof forms
  const { title, Form } = forms[kind]
  const request = await orNotFound(getRequest(actor, refParam('R', ref)))
  const owners = (await membersOf(actor)).filter(({ role }) => role === 'staffer')
  const ruling = canRecord(actor, kind, request)
  return (
    <>
      <Crumb
        trail={[
          { label: 'Requests', href: `/inquiries/${slug}/requests` },
          { label: request.ref, href: recordPath(slug, 'request', request.ref) },
        ]}
        here={title}
      />
      <PageHead title={title} />
      <Lead>
        {request.ref}: {request.title}
      </Lead>
      {ruling.allowed ? (
        <Form slug={slug} request={request} owners={owners} today={today(actor.inquiry.timeZone)} />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}
