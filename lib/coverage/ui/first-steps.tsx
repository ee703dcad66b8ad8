import { Section } from '@/lib/ui/page'

export type Step = { done: boolean; label: string; href: string; why: string }

/** What to do first in an inquiry that has issued nothing yet; a step that is done says so. Links are for those who may take the step. */
export function FirstSteps({ steps, mayWrite }: { steps: Step[]; mayWrite: boolean }) {
  return (
    <Section title="What to do first" side={mayWrite ? undefined : 'A staffer does these'}>
      <ol className="steps">
        {steps.map(({ done, label, href, why }) => (
          <li key={label}>
            {mayWrite && !done ? <a href={href}>{label}</a> : <b>{label}</b>}
            {done && ' (done)'} <span className="sub line">{why}</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
