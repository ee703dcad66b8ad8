import type { Metadata } from 'next'
import { listOffices } from '@/lib/offices/queries'
import type { SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { listQuestions } from '@/lib/questions/queries'
import { canDraft } from '@/lib/requests/policy'
import { RequestForm } from '@/lib/requests/ui/request-form'
import { Empty, Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Draft a request' }

export default async function NewRequestPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const ruling = canDraft(actor)
  const [offices, questions, given] = await Promise.all([listOffices(actor), listQuestions(actor), searchParams])
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : undefined)
  const chosen = {
    question: text('question'),
    kind: text('kind'),
    letter: text('letter'),
    addressee: text('addressee'),
  }
  return (
    <>
      <Crumb trail={[{ label: 'Requests', href: `/inquiries/${slug}/requests` }]} here="Draft a request" />
      <PageHead title={chosen.letter ? `Draft a request on ${chosen.letter}` : 'Draft a request'} />
      {!ruling.allowed ? (
        <Notice>{ruling.why}</Notice>
      ) : offices.length === 0 ? (
        <Empty action={{ label: 'Add an office', href: `/inquiries/${slug}/offices/new` }}>
          A request needs an office to go to. Add one first.
        </Empty>
      ) : questions.length === 0 ? (
        <Empty action={{ label: 'Log a question', href: `/inquiries/${slug}/questions/new` }}>
          A request serves a question. Log one first.
        </Empty>
      ) : (
        <RequestForm actor={actor} offices={offices} questions={questions} chosen={chosen} />
      )}
    </>
  )
}
