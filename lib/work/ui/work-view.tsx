import type { Role } from '@/lib/generated/prisma/enums'
import { Empty } from '@/lib/ui/notice'
import { PageHead, Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { figure, recordPath } from '@/lib/words'
import type { WorkGroup, WorkItem } from '@/lib/work/schema'

/** What would stand here, by role. */
const waitsFor: Readonly<Record<Role, string>> = {
  staffer:
    'What is overdue or due soon, letters that came back to you or were cleared, and files to decide on appear here.',
  reviewer: 'Letters to clear, items to review and requests to judge appear here.',
  viewer: 'You read; nothing is asked of you.',
  admin:
    'Members and particulars are under Settings; records wait for staffers and reviewers. Files that the spill guard stopped, and that you may rule on, appear here.',
}

/** What waits for me, each thing with the reason and the way to it. */
export function WorkView({ slug, role, groups }: { slug: string; role: Role; groups: WorkGroup[] }) {
  return (
    <>
      <PageHead title="My work" />
      {groups.length === 0 ? (
        <Empty action={{ label: 'Go to the dashboard', href: `/inquiries/${slug}` }}>
          Nothing waits for you. {waitsFor[role]}
        </Empty>
      ) : (
        <div className="stack">
          {groups.map((group) => (
            <Section key={group.key} title={group.title} side={<HowMany slug={slug} group={group} />}>
              <ul className="waits">
                {group.items.map((item) => (
                  <li key={item.ref}>
                    <Way slug={slug} item={item} />
                    <span>
                      {item.title} <span className="sub line">{item.why}</span>
                    </span>
                  </li>
                ))}
              </ul>
            </Section>
          ))}
        </div>
      )}
    </>
  )
}

function Way({ slug, item }: { slug: string; item: WorkItem }) {
  if (item.at !== undefined) return <a href={`/inquiries/${slug}/${item.at}`}>File</a>
  return <Ref no={item.ref} href={recordPath(slug, item.kind, item.ref)} />
}

function HowMany({ slug, group }: { slug: string; group: WorkGroup }) {
  const shown = group.items.length
  const words = group.total > shown ? `${shown} of ${figure(group.total)}` : group.total
  return group.list ? (
    <>
      {words}, <a href={`/inquiries/${slug}/${group.list}`}>as a list</a>
    </>
  ) : (
    words
  )
}
