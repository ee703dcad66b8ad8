import type { Account } from '@/lib/people/queries'
import { ButtonLink, PageHead } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'

/** All accounts of the installation. */
export function PeopleList({ people }: { people: (Account & { inquiries: number })[] }) {
  return (
    <>
      <PageHead title="People">
        <ButtonLink href="/people/refusals">Refusals</ButtonLink>
        <ButtonLink href="/people/new" main>
          Make an account
        </ButtonLink>
      </PageHead>
      <DataTable
        caption="People who have an account"
        columns={[
          { label: 'Name', long: true },
          { label: 'E-mail', long: true },
          { label: 'Administrator' },
          { label: 'Inquiries', num: true },
          { label: 'State' },
        ]}
        rows={people.map(({ id, name, email, isAdmin, isDemo, disabledAt, inquiries }) => ({
          key: id,
          cells: [
            <a key="name" href={`/people/${id}`}>
              {name}
            </a>,
            email,
            isAdmin && 'yes',
            inquiries,
            [disabledAt ? 'disabled' : 'enabled', isDemo && 'demonstration'].filter(Boolean).join(', '),
          ],
        }))}
      />
    </>
  )
}
