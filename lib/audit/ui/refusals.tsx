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
  // Outside of inquiries nobody has a role.
  const placed = refusals.some((body) => body.actor.role)
  return (
    <>
      <Lead>
        Who was refused what, and why: never what was typed, nor which record it was. The same is listed once a minute,
        and of one person sixty times an hour.
        {refusals.length >= most && ` These are the newest ${most}; older ones stand in the log.`}
      </Lead>
      <div className="gap-16">
        <DataTable
          caption="Refusals"
          columns={[
            { label: 'When' },
            { label: 'Who', long: true },
            ...(placed ? [{ label: 'Role and side' }] : []),
            { label: 'What was asked' },
            { label: 'Why not', long: true },
            { label: 'By way of' },
          ]}
          rows={refusals.map((body) => ({
            key: `${body.at} ${body.subject.id}`,
            cells: [
              formatMoment(new Date(body.at), zone),
              body.actor.name,
              ...(placed ? [placeOf(body)] : []),
              capital(refusedVerb(body) || deed(body)),
              why[body.event] ?? '',
              body.via,
            ],
          }))}
        />
      </div>
    </>
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function placeOf({ actor: { role, side } }: Body): string {
  const known = [roles[role as keyof typeof roles], sides[side as keyof typeof sides]]
  return known.filter(Boolean).join(', ')
}
