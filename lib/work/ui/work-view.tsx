import { PageHead, Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { figure, recordPath } from '@/lib/words'
import type { WorkGroup } from '@/lib/work/schema'

/** What waits for me, each thing with the reason and the way to it. */
export function WorkView({ slug, groups }: { slug: string; groups: WorkGroup[] }) {
  return (
    <>
      <PageHead title="My work" />
      {groups.length === 0 ? (
        <p className="lead">Nothing waits for you.</p>
      ) : (
        <div className="stack">
          {groups.map((group) => (
            <Section key={group.key} title={group.title} side={<HowMany slug={slug} group={group} />}>
              <ul className="waits">
                {group.items.map((item) => (
                  <li key={item.ref}>
                    <Ref no={item.ref} href={recordPath(slug, item.kind, item.ref)} />
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
