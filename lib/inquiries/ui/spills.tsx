import type { SpillRecord } from '@/lib/audit/schema'
import { formatMoment } from '@/lib/time'
import { Empty } from '@/lib/ui/notice'
import { Lead } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'

/** What the spill guard stopped, newest first, and what is to be done about it. Nothing that was stopped stands here: it was not kept. */
export function Spills({ spills, most, zone }: { spills: SpillRecord[]; most: number; zone: string }) {
  if (spills.length === 0) {
    return <Empty>The spill guard has stopped nothing in this inquiry. What it stops comes here by itself.</Empty>
  }
  return (
    <>
      <Lead>
        What carried a classification marking and was stopped before it was kept: who, when, at what, and which kind of
        marking. None of it is here, neither its text nor what a file was called.
        {spills.length >= most && ` These are the newest ${most}; older ones stand in the log.`}
      </Lead>
      <p className="text gap-16">
        For each: ask whoever was stopped where it came from, and tell your security officer. If it is classified, the
        computer and the drive that it came from may have to be secured, and its producer told; here a register entry
        says where it is held.
      </p>
      <div className="gap-16">
        <DataTable
          caption="Incidents"
          columns={[
            { label: 'When' },
            { label: 'Who', long: true },
            { label: 'At what' },
            { label: 'Kind of marking', long: true },
            { label: 'Where' },
            { label: 'By way of' },
          ]}
          rows={spills.map(({ at, by, doing, kind, place, via }, number) => ({
            key: `${at} ${number}`,
            cells: [
              formatMoment(new Date(at), zone),
              by,
              doing.charAt(0).toUpperCase() + doing.slice(1),
              kind,
              place ? `A file: ${place}` : 'What was typed',
              via,
            ],
          }))}
        />
      </div>
    </>
  )
}
