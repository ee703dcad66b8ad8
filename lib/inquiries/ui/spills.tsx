import type { SpillRecord } from '@/lib/audit/schema'
import { ruleOnSpillAction } from '@/lib/inquiries/actions'
import { rulingLabels } from '@/lib/inquiries/schema'
import { formatMoment } from '@/lib/time'
import { Facts } from '@/lib/ui/facts'
import { Form, Radios, TextArea } from '@/lib/ui/form'
import { Empty, Notice } from '@/lib/ui/notice'
import { Lead, Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'
import type { Ruling } from '@/lib/workflow'

type Spill = SpillRecord & { mayRule: Ruling }
type SpillsProps = { slug: string; spills: Spill[]; most: number; zone: string }

/** What the spill guard stopped, newest first, and what is to be done about it. Nothing that was stopped stands here: it was not kept. */
export function Spills({ slug, spills, most, zone }: SpillsProps) {
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
      <div className="stack gap-16">
        <ToRuleOn slug={slug} spills={spills} zone={zone} />
        <DataTable
          caption="Incidents"
          columns={[
            { label: 'When' },
            { label: 'Who', long: true },
            { label: 'At what' },
            { label: 'Kind of marking', long: true },
            { label: 'Where' },
            { label: 'By way of' },
            { label: 'Ruling', long: true },
          ]}
          rows={spills.map(({ id, at, by, doing, kind, place, via, ruling }) => ({
            key: id,
            cells: [
              formatMoment(new Date(at), zone),
              by,
              doing.charAt(0).toUpperCase() + doing.slice(1),
              kind,
              place ? `A file: ${place}` : 'What was typed',
              via,
              ruling && (
                <>
                  {ruling.ordinary ? 'A company’s own marking' : 'A classification marking'}
                  <span className="sub line">
                    {ruling.by}, {formatMoment(new Date(ruling.at), zone)}: {ruling.reason}
                  </span>
                </>
              ),
            ],
          }))}
        />
      </div>
    </>
  )
}

/** Of files that may be ruled on, each once, the newest incident: those without a ruling first. */
function ToRuleOn({ slug, spills, zone }: { slug: string; spills: Spill[]; zone: string }) {
  const files = new Map<string, Spill>()
  for (const one of spills) if (one.sha256 && !files.has(one.sha256)) files.set(one.sha256, one)
  const shown = [...files.values()]
  if (shown.length === 0) return null
  const open = shown.filter(({ ruling }) => !ruling)
  const ruled = shown.filter(({ ruling }) => ruling)
  return (
    <Section title="Files that can be ruled on" side={`${open.length} without a ruling`}>
      <p>
        A line of each says CONFIDENTIAL and nothing else, and no other marking was found. Companies write that on their
        own papers. Have your security officer look at the file where it lies; what is ruled here holds for exactly
        these bytes, and whoever sent it sends it again. Of any other marking nobody rules.
      </p>
      {[...open, ...ruled].map((spill) => (
        <details key={spill.id} open={!spill.ruling && open.length === 1}>
          <summary>
            {spill.by}, {formatMoment(new Date(spill.at), zone)}
            {spill.ruling && (spill.ruling.ordinary ? ': a company’s own marking' : ': a classification marking')}
          </summary>
          <Facts facts={[{ name: 'SHA-256', value: <span className="hash">{spill.sha256}</span>, all: true }]} />
          {spill.mayRule.allowed ? <RulingForm slug={slug} spill={spill} /> : <Notice>{spill.mayRule.why}</Notice>}
        </details>
      ))}
    </Section>
  )
}

const RulingForm = ({ slug, spill }: { slug: string; spill: Spill }) => (
  <Form
    action={ruleOnSpillAction}
    hidden={{ inquiry: slug, incident: spill.id }}
    submit={spill.ruling ? 'Rule otherwise' : 'Record the ruling'}
    labels={rulingLabels}
    repeats
  >
    <Radios
      name="ruling"
      label={rulingLabels.ruling}
      required
      options={[
        {
          value: 'ordinary',
          label: 'A company’s own marking',
          hint: 'The same file, byte for byte, is taken from now on.',
        },
        { value: 'classified', label: 'A classification marking', hint: 'It goes on being stopped.' },
      ]}
    />
    <TextArea
      name="note"
      label={rulingLabels.note}
      hint="Who looked at it, and why it is what it is. It stands in the history with your name."
      rows={3}
      required
    />
  </Form>
)
