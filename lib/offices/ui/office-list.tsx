import type { OfficeRecord } from '@/lib/offices/schema'
import { type OfficeCounts, OfficeTree } from '@/lib/offices/ui/office-tree'
import { EmptyList } from '@/lib/ui/notice'
import { ButtonLink, PageHead } from '@/lib/ui/page'

type OfficeListProps = {
  slug: string
  offices: OfficeRecord[]
  counts: ReadonlyMap<string, OfficeCounts>
  mayAdd: boolean
}

/** All offices of the inquiry, in their chain of command, with what each owes. */
export function OfficeList({ slug, offices, counts, mayAdd }: OfficeListProps) {
  const add = `/inquiries/${slug}/offices/new`
  return (
    <>
      <PageHead title="Offices">
        {mayAdd && (
          <ButtonLink href={add} main>
            Add an office
          </ButtonLink>
        )}
      </PageHead>
      {offices.length === 0 ? (
        <EmptyList
          here={`/inquiries/${slug}/offices`}
          one="office"
          filtered={false}
          begin={
            mayAdd && {
              words:
                'No office has been added yet. A letter needs one to go to: an office or an official by title, never by name.',
              label: 'Add an office',
              href: add,
            }
          }
          others="No office has been added yet. Staffers add those to which letters go."
        />
      ) : (
        <OfficeTree slug={slug} offices={offices} counts={counts} />
      )}
    </>
  )
}
