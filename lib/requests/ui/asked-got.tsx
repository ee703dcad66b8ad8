import type { AccessMode } from '@/lib/generated/prisma/enums'
import type { RequestRecord } from '@/lib/requests/queries'
import { askedPeriod, gotWords } from '@/lib/requests/ui/lead'
import { Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'
import { forms, meetsForm } from '@/lib/words'

type Item = { ref: string; accessMode: AccessMode; status: string }

/** Of a delivery of thousands the first are named. */
const MOST_NAMED = 8

type AskedAndGotProps = {
  request: RequestRecord
  /** The inquiry's zone, for a period that is known by the clock alone */
  zone: string
  items: Item[]
  /** How much of the period came, where that can be reckoned */
  covered: string | null
}

/** What was asked for beside what came, point by point, so that shown is never read as delivered. */
export function AskedAndGot({ request, zone, items, covered }: AskedAndGotProps) {
  if (request.status === 'draft') return null
  const period = askedPeriod(request, zone)
  const met = items.filter((item) => meetsForm(item.accessMode, request.formWanted))
  const accepted = met.filter((item) => item.status === 'accepted')
  const list = (of: Item[]) => {
    const named = of.slice(0, MOST_NAMED).map((item) => item.ref)
    return of.length > MOST_NAMED ? `${named.join(', ')} and others` : named.join(', ')
  }
  return (
    <Section title="Asked for, and got">
      <DataTable
        caption="What was asked for beside what came"
        columns={[{ label: 'Point' }, { label: 'Asked for' }, { label: 'What we got', long: true }]}
        rows={[
          {
            key: 'form',
            cells: [
              'Form',
              <b key="f">{forms[request.formWanted]}</b>,
              items.length ? `${gotWords(items)}${met.length ? '' : '. Not the form asked for'}` : 'Nothing yet',
            ],
          },
          ...(period !== null
            ? [
                {
                  key: 'period',
                  cells: ['Period', period, covered ?? (items.length ? 'See the dates under Evidence' : 'Nothing yet')],
                },
              ]
            : []),
          {
            key: 'accepted',
            cells: [
              'Accepted by a reviewer',
              'In the form asked for',
              accepted.length ? list(accepted) : items.length ? `None of ${list(items)}` : 'Nothing yet',
            ],
          },
          ...(request.missing
            ? [{ key: 'missing', cells: ['Still missing', null, <b key="m">Missing: {request.missing}</b>] }]
            : []),
        ]}
      />
    </Section>
  )
}
