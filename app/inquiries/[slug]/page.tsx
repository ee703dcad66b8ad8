import type { Metadata } from 'next'
import { headlines, heldUp, issuedAgainstSatisfied, nextDeadlines } from '@/lib/coverage/figures'
import { lastEvents } from '@/lib/coverage/last-events'
import { coverage, navCounts } from '@/lib/coverage/queries'
import { Dashboard } from '@/lib/coverage/ui/dashboard'
import { brokenItems } from '@/lib/files/checks'
import { FileAlarm } from '@/lib/files/ui/alarm'
import { membersByRole } from '@/lib/people/queries'
import { actorIn } from '@/lib/people/session'
import { canDraft } from '@/lib/requests/policy'
import { unproven } from '@/lib/requests/proof'
import { withheldFigures } from '@/lib/withheld/figures'
import { WithheldOnDashboard } from '@/lib/withheld/ui/dashboard-section'

export const metadata: Metadata = { title: 'Dashboard' }

export default async function DashboardPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const at = new Date()
  const [heads, gone, matrix, held, totals, deadlines, events, counts, withheld, broken] = await Promise.all([
    headlines(actor),
    unproven(actor),
    coverage(actor),
    heldUp(actor),
    issuedAgainstSatisfied(actor),
    nextDeadlines(actor, 5),
    lastEvents(actor, 6),
    navCounts(actor),
    withheldFigures(actor),
    brokenItems(actor),
  ])
  return (
    <Dashboard
      actor={actor}
      at={at}
      heads={heads}
      unproven={gone}
      rows={matrix.questions}
      held={held}
      totals={totals}
      deadlines={deadlines}
      events={events}
      counts={counts}
      alarm={<FileAlarm slug={slug} broken={broken} />}
      beside={<WithheldOnDashboard slug={slug} figures={withheld} />}
      members={heads.issued === 0 ? await membersByRole(actor) : {}}
      mayDraft={canDraft(actor).allowed && !actor.inquiry.closedOn}
    />
  )
}
