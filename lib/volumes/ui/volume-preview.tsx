import type { ProductionRecord } from '@/lib/productions/schema'
import { columnName } from '@/lib/tables/columns'
import { dayOrders } from '@/lib/tables/days'
import { FilterSelect } from '@/lib/ui/filters'
import { Checks, Form } from '@/lib/ui/form'
import { LayoutSelects, LineProblems, MappingTable, Unmapped } from '@/lib/ui/list-reading'
import { Notice } from '@/lib/ui/notice'
import { Lead, Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'
import { askForVolumeAction } from '@/lib/volumes/actions'
import type { VolumePreview } from '@/lib/volumes/preview'
import {
  NO_IMAGES,
  neededFields,
  openHandlings,
  spelledOut,
  type VolumeView,
  volumeFieldNames,
  volumeFields,
  volumeLabels,
} from '@/lib/volumes/schema'
import { bytes, counted, figure, handlings, kinds, optionsOf, recordPath } from '@/lib/words'

type VolumePreviewProps = {
  slug: string
  production: ProductionRecord
  view: VolumeView
  /** The choices as they stand in the address */
  given: Record<string, string>
  preview: VolumePreview | null
  trouble: { words: string; line: number | null } | null
}

/** How a volume is read: what is new, what is here already, what is wrong; and the ways to read it otherwise. */
export function VolumePreviewView({ slug, production, view, given, preview, trouble }: VolumePreviewProps) {
  const base = `${recordPath(slug, 'production', production.ref)}/volume`
  const source: Record<string, string> = given.item ? { item: given.item } : { folder: given.folder ?? '' }
  const here = `${base}?${new URLSearchParams(source)}`
  return (
    <>
      <Lead>
        {preview ? `${preview.name}: ${standing(preview)}` : 'It cannot be read yet.'} <a href={base}>Choose another</a>
      </Lead>
      <div className="stack">
        {trouble && (
          <Notice tone="warn">
            It cannot be read in this way{trouble.line !== null && `, from line ${figure(trouble.line)} on`}.{' '}
            {trouble.words}
          </Notice>
        )}
        {preview && (
          <>
            <Unmapped
              fields={neededFields.filter((field) => !preview.head.mapping[field]).map((field) => volumeFields[field])}
            />
            <Way slug={slug} production={production} preview={preview} source={source} view={view} />
            <Found preview={preview} />
            <Reading base={base} here={here} source={source} preview={preview} view={view} />
          </>
        )}
      </div>
    </>
  )
}

function standing({ rows, more, fresh, here, problemCount, doubtCount }: VolumePreview): string {
  const parts = [
    `${counted(fresh, 'document is', 'documents are')} new`,
    here > 0 && `${figure(here)} here already`,
    problemCount > 0 && `${counted(problemCount, 'problem')} to be mended`,
    doubtCount > 0 && `${counted(doubtCount, 'thing')} in doubt`,
  ]
  const said = `${counted(rows, 'row')}: ${parts.filter(Boolean).join(', ')}.`
  return more ? `the first ${said} The others are judged when it is imported: all of it comes in, or nothing.` : said
}

type WayProps = {
  slug: string
  production: ProductionRecord
  preview: VolumePreview
  source: Record<string, string>
  view: VolumeView
}

/** What may be done with it now, or why it cannot be imported. */
function Way({ slug, production, preview, source, view }: WayProps) {
  if (preview.problemCount > 0)
    return (
      <Notice>
        All of a volume is imported or nothing. Read it in another way below, or have the load file mended.
      </Notice>
    )
  if (preview.fresh === 0 && !preview.more)
    return (
      <Notice>
        {preview.rows === 0 ? 'It has no rows.' : 'Nothing in it is new: every document is here already.'}
      </Notice>
    )
  const hidden = { inquiry: slug, production: production.ref, ...source, ...spelledOut(preview, view) }
  const all = preview.more ? 'Import the volume' : `Import ${counted(preview.fresh, 'document')}`
  // What is known to be in doubt is in the words of the button: without it the import could only fail.
  if (preview.doubtCount > 0)
    return (
      <Form
        action={askForVolumeAction}
        hidden={{ ...hidden, despite: 'on' }}
        submit={`${all} in spite of ${counted(preview.doubtCount, 'thing')} in doubt`}
        labels={{ ...volumeLabels }}
      >
        <p className="hint">
          What is in doubt is listed below, and told in the report for ever. A date or a hash that cannot be read stays
          as it came among the producer’s fields.
        </p>
      </Form>
    )
  return (
    <Form action={askForVolumeAction} hidden={hidden} submit={all} labels={{ ...volumeLabels }}>
      {(preview.more || preview.hashes === 'later') && (
        <Checks
          name="despite"
          label={volumeLabels.despite}
          hint={
            preview.hashes === 'later'
              ? 'Its files are too large to be hashed for this page: that is done when it is imported. Without this, a hash that is not the producer’s stops the import.'
              : 'Only the first rows were looked at for this page. Without this, anything in doubt among the others stops the import.'
          }
          options={[{ value: 'on', label: 'Import what is in doubt too, and say so' }]}
        />
      )}
    </Form>
  )
}

function Found({ preview }: { preview: VolumePreview }) {
  const { problems, problemCount, doubts, doubtCount, remarks, remarkCount, first, fresh, files } = preview
  return (
    <>
      {problemCount > 0 && (
        <Section title="What has to be mended" side={figure(problemCount)}>
          <LineProblems caption="Problems of the volume, line by line" problems={problems} />
        </Section>
      )}
      {doubtCount > 0 && (
        <Section title="What is in doubt" side={figure(doubtCount)}>
          <LineProblems caption="What is in doubt, line by line" problems={doubts} />
        </Section>
      )}
      {remarkCount > 0 && (
        <Section title="What was read nevertheless" side={figure(remarkCount)}>
          <LineProblems caption="Lines that were read in spite of something" problems={remarks} />
        </Section>
      )}
      {fresh > 0 && (
        <Section
          title="New documents"
          side={fresh > first.length ? `the first ${first.length} of ${figure(fresh)}` : figure(fresh)}
        >
          <DataTable
            caption="The first documents, as they would be logged"
            columns={[
              { label: 'Line' },
              { label: 'Number', long: true },
              { label: 'Title', long: true },
              { label: 'Dated' },
              { label: 'Custodian', long: true },
              { label: 'Files', num: true },
            ]}
            rows={first.map(({ document, files: many }) => ({
              key: document.line,
              cells: [
                figure(document.line),
                document.bates ? <Range key="no" {...document.bates} /> : document.controlNumber,
                document.title,
                <span key="dated" className="nw">
                  {document.happened}
                </span>,
                document.custodian,
                figure(many),
              ],
            }))}
          />
          <p className="sub note">
            They name {counted(files.original, 'native file')}, {counted(files.page_image, 'page image')} and{' '}
            {counted(files.extracted_text, 'text')}, {bytes(preview.fileBytes)} in all. The volume holds{' '}
            {counted(preview.parts, 'file')}, {bytes(preview.partBytes)}.
            {preview.hashes === 'compared' && ' Every hash of the list was compared with its file.'}
          </p>
        </Section>
      )}
    </>
  )
}

const Range = ({ from, to }: { from: string; to: string }) => (
  <>
    {from}
    {to !== from && <span className="sub line">to {to}</span>}
  </>
)

type ReadingProps = {
  base: string
  here: string
  source: Record<string, string>
  preview: VolumePreview
  view: VolumeView
}

function Reading({ base, here, source, preview, view }: ReadingProps) {
  const { head, lists, imageLists, list, images } = preview
  const same = (paths: string[]) => paths.map((path) => ({ value: path, label: path }))
  return (
    <Section id="reading" title="How it is read">
      <form action={base} className="reading">
        {Object.entries(source).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="filters">
          <FilterSelect name="list" label={volumeLabels.list} any="As found" value={list} options={same(lists)} />
          <FilterSelect
            name="images"
            label={volumeLabels.images}
            any="As found"
            value={images ?? NO_IMAGES}
            options={[...same(imageLists), { value: NO_IMAGES, label: 'None' }]}
          />
          <LayoutSelects layout={head.layout} />
          <FilterSelect
            name="dates"
            label={volumeLabels.dates}
            any="As detected"
            value={head.dates}
            options={optionsOf(dayOrders)}
          />
          <FilterSelect
            name="as"
            label={volumeLabels.as}
            any="Documents"
            value={view.as ?? ''}
            options={optionsOf(kinds)}
          />
          <FilterSelect
            name="handled"
            label="Where a row gives no marking"
            any={handlings.unclassified}
            value={view.handled ?? ''}
            options={Object.values(openHandlings).map((value) => ({ value, label: handlings[value] }))}
          />
        </div>
        <MappingTable
          fields={volumeFieldNames.map((field) => ({
            name: columnName(field),
            label: volumeFields[field],
            needed: neededFields.includes(field),
            column: head.mapping[field],
          }))}
          columns={head.columns}
          samples={head.samples}
        />
        <p className="sub note">
          Columns that are none of these stay with each item as they came, as the producer’s own fields.
        </p>
        <p>
          <button className="btn" type="submit">
            Read it so
          </button>{' '}
          <a href={here}>As detected</a>
        </p>
      </form>
    </Section>
  )
}
