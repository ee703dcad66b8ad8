import { prepareBagAction } from '@/lib/bags/actions'
import { BAG_DAYS, type BagRecord, type BagView, isWhole, ofWords } from '@/lib/bags/schema'
import { BagTable } from '@/lib/bags/ui/bag-table'
import type { Actor } from '@/lib/people/actor'
import { Facts } from '@/lib/ui/facts'
import { FilterForm, FilterText } from '@/lib/ui/filters'
import { Form } from '@/lib/ui/form'
import { LeftOut, Notice } from '@/lib/ui/notice'
import { ButtonLink, Lead, PageHead, Section } from '@/lib/ui/page'
import { bytes, counted, figure } from '@/lib/words'
import type { Ruling } from '@/lib/workflow'

type Extent = { items: number; files: number; bytes: number; without: number; marked: number }

type HandOverProps = {
  actor: Actor
  view: BagView
  /** The view as it stands in the address */
  given: Record<string, string>
  dropped: string[]
  /** How much it would be, or in words why it cannot be */
  extent: Extent | string
  bags: BagRecord[]
  may: Ruling
}

/** Handing evidence over: what it would be, having it prepared, and what was prepared before. */
export function HandOver({ actor, view, given, dropped, extent, bags, may }: HandOverProps) {
  const { slug, timeZone } = actor.inquiry
  const here = `/inquiries/${slug}/hand-over`
  const ready = typeof extent !== 'string' && extent.items > 0
  return (
    <>
      <PageHead title="Hand over">
        <ButtonLink href={`/inquiries/${slug}/evidence`}>Choose in the register</ButtonLink>
      </PageHead>
      <Lead>
        Evidence goes on as a bag (BagIt, RFC 8493): every file as it came, its hashes, and what is known of it, so that
        whoever gets it can check it without this system.
      </Lead>
      <LeftOut dropped={dropped} />
      <div className="stack gap-16">
        <Section title={isWhole(view) ? 'The whole inquiry' : 'What was chosen'}>
          {typeof extent === 'string' ? (
            <Notice tone="warn">{extent}</Notice>
          ) : (
            <ExtentFacts of={isWhole(view) ? null : ofWords(view)} extent={extent} />
          )}
          {ready && may.allowed && (
            <div className="gap-16">
              <Form
                action={prepareBagAction}
                hidden={{ inquiry: slug, ...given }}
                submit="Prepare the bag"
                working="Asking for it"
              />
            </div>
          )}
          {!may.allowed && <p className="sub">{may.why}</p>}
          <p className="sub note">
            What is shared by both sides goes into it: no draft, no letter and no note. The history tells who handed out
            what.
          </p>
        </Section>
        <Section title="Other items">
          <FilterForm action={here} button="Choose">
            <FilterText name="items" label="Items, such as E-3, E-7" value={given.items ?? ''} />
            <FilterText name="request" label="On a request, such as R-12" value={given.request ?? ''} />
            <FilterText name="production" label="With a delivery, such as P-3" value={given.production ?? ''} />
          </FilterForm>
        </Section>
        <Section title="Prepared" side={`Kept for ${counted(BAG_DAYS, 'day')}`}>
          {bags.length === 0 ? (
            <p className="sub">You have had nothing prepared yet.</p>
          ) : (
            <BagTable bags={bags} zone={timeZone} slug={slug} />
          )}
        </Section>
      </div>
    </>
  )
}

function ExtentFacts({ of, extent }: { of: string | null; extent: Extent }) {
  const { items, files, without, marked } = extent
  const known = marked > 0 ? `${counted(marked, 'of them is', 'of them are')} a register entry only` : undefined
  return (
    <Facts
      facts={[
        of !== null && { name: 'What', value: of.charAt(0).toUpperCase() + of.slice(1) },
        { name: 'Items', value: items === 0 ? 'None fits' : figure(items), sub: known },
        { name: 'Files', value: files === 0 ? 'None' : `${counted(files, 'file')} of ${bytes(extent.bytes)} in all` },
        without > 0 && { name: 'Without a file', value: figure(without), sub: 'Listed in the bag, with the reason' },
      ]}
    />
  )
}
