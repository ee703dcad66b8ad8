import { discardSetAsideAction, keepSetAsideAction } from '@/lib/files/actions'
import { uploadLabels } from '@/lib/files/labels'
import type { UploadRecord } from '@/lib/files/schema'
import { formatMoment } from '@/lib/time'
import { Facts } from '@/lib/ui/facts'
import { Form, TextArea } from '@/lib/ui/form'
import { Crumb, Lead, PageHead, Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'
import { bytes, recordPath } from '@/lib/words'

/** Files that came and were set aside: somebody decides on each. Nothing where there are none. */
export function SetAsideList({ slug, zone, uploads }: { slug: string; zone: string; uploads: UploadRecord[] }) {
  if (uploads.length === 0) return null
  return (
    <Section title="Set aside, to be decided">
      <DataTable
        caption="Files whose hash is not the one that their producer gave"
        columns={[
          { label: 'File', long: true },
          { label: 'For', long: true },
          { label: 'Size', num: true },
          { label: 'Sent by' },
          { label: 'Came' },
        ]}
        rows={uploads.map(({ id, name, item, title, size, by, lastAt }) => ({
          key: id,
          cells: [
            <a key="file" href={`/inquiries/${slug}/uploads/${id}`}>
              {name}
            </a>,
            item ? `${item}, ${title}` : title,
            bytes(size),
            by,
            formatMoment(new Date(lastAt), zone),
          ],
        }))}
      />
    </Section>
  )
}

/** The decision on one of them: what its producer's list says beside what came; kept with a note, or discarded with one. */
export function SetAsideView({ slug, zone, upload }: { slug: string; zone: string; upload: UploadRecord }) {
  const { id, name, size, item, title, corrects, by, lastAt, claimedHash, sha256, md5 } = upload
  const ofMd5 = claimedHash?.length === 32
  const hidden = { inquiry: slug, upload: id }
  return (
    <>
      <Crumb
        trail={[
          { label: 'Evidence', href: `/inquiries/${slug}/evidence` },
          { label: 'Uploads', href: `/inquiries/${slug}/uploads` },
        ]}
        here={name}
      />
      <PageHead title={name} />
      <Lead>
        All of it came, and it is not the file on its producer’s list: the hash is another one. It was set aside, and is
        no evidence until a staffer decides.
      </Lead>
      <Section title="What speaks against it">
        <Facts
          facts={[
            { name: 'The producer’s list', value: <span className="hash">{claimedHash}</span>, all: true },
            { name: 'What came', value: <span className="hash">{ofMd5 ? md5 : sha256}</span>, all: true },
            ofMd5 && { name: 'Its SHA-256', value: <span className="hash">{sha256}</span>, all: true },
            {
              name: corrects ? 'Corrected copy of' : item ? 'For' : 'To be logged as',
              value: item ? <a href={recordPath(slug, 'evidence', item)}>{item}</a> : title,
              sub: item ? title : undefined,
            },
            { name: 'Size', value: bytes(size) },
            { name: 'Sent by', value: by, sub: formatMoment(new Date(lastAt), zone) },
          ]}
        />
      </Section>
      <Section title="Discard it, and ask for it again">
        <Form action={discardSetAsideAction} hidden={hidden} submit="Discard it" labels={uploadLabels}>
          <TextArea
            name="note"
            label={uploadLabels.note}
            hint="Its bytes are taken away; the reason stands in the history with your name."
            rows={3}
            required
          />
        </Form>
      </Section>
      <Section title="Keep it nonetheless">
        <Form action={keepSetAsideAction} hidden={hidden} submit="Keep it" quiet labels={uploadLabels}>
          <TextArea
            name="note"
            label={uploadLabels.note}
            hint="Why it is the file all the same, and who says so. That it differs from the list is said of it for ever."
            rows={3}
            required
          />
        </Form>
      </Section>
    </>
  )
}
