import type { Headlines, Named } from '@/lib/coverage/figures'
import { daysBetween, formatDay } from '@/lib/time'
import type { Headline } from '@/lib/ui/heads'
import { counted, figure } from '@/lib/words'

/** At most `most` characters of what people wrote, ended at a word. */
function short(text: string, most = 60): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).replace(/[\s,;:.]+$/, '')}…`
}

/** The oldest request that its producer calls complete; and how many items have no verdict, so that none is read as none to review. */
function waitingWords(oldest: string | null, items: number): string {
  if (items === 0) return oldest ?? 'nothing waits'
  return `${oldest ?? 'no request'}; ${counted(items, 'item waits', 'items wait')}`
}

/** The six headline numbers, each with the list that holds exactly as many. `today` in the inquiry's zone, YYYY-MM-DD. */
export function headlineItems(slug: string, today: string, of: Headlines): Headline[] {
  const requests = (view: string) => `/inquiries/${slug}/requests?view=${view}`
  const oldest = (first: Named | null, since: number) => first && `oldest: ${first.ref}, ${counted(since, 'day')}`
  const { oldestOverdue: late, nextDue: next, oldestUnreviewed: waiting, lastRefused: refusal } = of
  return [
    {
      number: figure(of.outstanding),
      name: 'Outstanding requests',
      sub: `of ${figure(of.issued)} issued`,
      href: requests('outstanding'),
    },
    {
      number: figure(of.overdue),
      name: 'Overdue',
      sub: (late && oldest(late, daysBetween(late.on, today))) ?? 'nothing is late',
      href: requests('overdue'),
      late: of.overdue > 0,
    },
    {
      number: figure(of.dueSoon),
      name: 'Due within 7 days',
      sub: next ? `next: ${next.ref}, ${formatDay(next.on, { weekday: true, today })}` : 'nothing is due',
      href: requests('soon'),
    },
    {
      number: figure(of.unreviewed),
      name: 'Received, not reviewed',
      sub: waitingWords(oldest(waiting, waiting?.on ? daysBetween(waiting.on, today) : 0), of.itemsWaiting),
      href: requests('unreviewed'),
    },
    {
      number: figure(of.refused),
      name: 'Refused',
      sub: refusal ? `${of.refused > 1 ? 'last: ' : ''}${refusal.ref}, ${short(refusal.words ?? '')}` : 'none refused',
      href: requests('refused'),
    },
    {
      number: figure(of.answered),
      of: `of ${figure(of.questions)}`,
      name: 'Questions answered',
      sub: `${figure(of.proposed)} proposed, ${figure(of.disputed)} disputed`,
      href: `/inquiries/${slug}/questions?status=answered`,
    },
  ]
}
