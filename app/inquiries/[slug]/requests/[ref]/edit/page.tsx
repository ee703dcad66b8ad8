import type { Metadata } from 'next'
import { listOffices } from '@/lib/offices/queries'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { listQuestions } from '@/lib/questions/queries'
import { canEdit } from '@/lib/requests/policy'
import { getRequest, requestFacts } from '@/lib/requests/queries'
import { RequestForm } from '@/lib/requests/ui/request-form'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Edit a draft' }

export default async function EditRequestPage({ params }: { params: Promise<{ slug: string; ref: string }> }) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const request = await orNotFound(getRequest(actor, refParam('R', ref)))
  const [facts, offices, questions] = await Promise.all([
    requestFacts(actor, request),
    listOffices(actor),
    listQuestions(actor),
  ])
  const ruling = canEdit(actor, facts)
  return (
    <>
      <Crumb
        trail={[
          { label: 'Requests', href: `/inquiries/${slug}/requests` },
          { label: request.ref, href: recordPath(slug, 'request', request.ref) },
        ]}
        here="Edit"
      />
      <PageHead title={`Edit ${request.ref}`} />
      {ruling.allowed ? (
        <RequestForm actor={actor} request={request} offices={offices} questions={questions} />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}
