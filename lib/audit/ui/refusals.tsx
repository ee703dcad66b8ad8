import type { Body } from '@/lib/audit/append'
import { deed, refusedVerb } from '@/lib/audit/events'
import { formatMoment } from '@/lib/time'
import { Empty } from '@/lib/ui/notice'
import { Lead } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'
import { roles, sides } from '@/lib/words'

const why: Readonly<Record<string, string>> = {
  'refusal.forbidden': 'a rule forbids it',
  'refusal.missing': 'not there, or not open to them',
  'refusal.spill': 'stopped by the spill guard',
}

/** What was refused to whom, newest first, without which record: who looks after people need not be one who may see it. */
export function Refusals({ refusals, most, zone }: { refusals: Body[]; most: number; zone: string }) {
  if (refusals.length === 0) return <Empty>Nothing was refused yet. What is comes here by itself.</Empty>
  return (
    <>
      <Lead>
        Never what was typed, nor which record it was. The same is listed once a minute, and of one person sixty times
        an hour.{refusals.length >= most && ` These are the newest ${most}; older ones stand in the log.`}
      </Lead>
      <div className="gap-16">
        <DataTable
          caption="Refusals"
          columns={[
            { label: 'When' },
            { label: 'Who', long: true },
            { label: 'Role and side' },
            { label: 'What was asked' },
            { label: 'Why not', long: true },
            { label: 'By way of' },
          ]}
          rows={refusals.map((body) => ({
            key: `${body.at} ${body.subject.id}`,
            cells: [
              formatMoment(new Date(body.at), zone),
              body.actor.name,
              placeOf(body),
              refusedVerb(body) || deed(body),
              why[body.event] ?? '',
              body.via,
            ],
          }))}
        />
      </div>
    </>
  )
}

function placeOf({ actor: { role, side } }: Body): string {
  const known = [roles[role as keyof typeof roles], sides[side as keyof typeof sides]]
  return known.filter(Boolean).join(', ')
}
