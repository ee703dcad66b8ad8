import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { FormState } from '@/lib/form-state'
import { Checks, DateField, Field, Radios, Select } from '.'
import { FormContext } from './context'
import { inWords, Summary } from './summary'

const kinds = ['video', 'log'].map((value) => ({ value, label: value }))

/** The fields as a browser without scripts gets them back after a refusal. */
const shown = (state: FormState) =>
  renderToStaticMarkup(
    <FormContext value={{ id: 'f', state }}>
      <Field name="title" label="Title" hint="A few words" required defaultValue="as it was" />
      <Field name="phrase" label="Pass phrase" type="password" />
      <DateField name="dueOn" label="Due date" />
      <Select name="office" label="Office" options={kinds} defaultValue="video" />
      <Radios name="form" label="Form" options={kinds} defaultValue="video" />
      <Checks name="kinds" label="Kinds" options={kinds} defaultValue={['video']} />
    </FormContext>,
  )

const inputs = (html: string, name: string) => html.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`, 'g')) ?? []

const refused = (more: Partial<NonNullable<FormState>>): FormState => ({
  problem: { kind: 'invalid', title: 'Some fields need another look', fields: [] },
  ...more,
})

describe('what was typed', () => {
  const html = shown(
    refused({ values: { title: '<b>x</b>', phrase: 'secret', dueOn: '2026-02-30', office: 'log', form: 'log' } }),
  )

  test('comes back in place of what stood there', () => {
    expect(html).toContain('value="&lt;b&gt;x&lt;/b&gt;"')
    expect(html).not.toContain('as it was')
    expect(html).toMatch(/<option value="log" selected="">/)
    expect(
      inputs(html, 'form')
        .filter((tag) => tag.includes('checked='))
        .join(),
    ).toContain('value="log"')
  })
  test('comes back also when everything was unchecked', () => {
    expect(inputs(shown(null), 'kinds').join()).toContain('checked=')
    expect(inputs(html, 'kinds').join()).not.toContain('checked=')
  })
  test('stays readable when no calendar has the day', () => {
    expect(inputs(html, 'dueOn').join()).toMatch(/type="text".*value="2026-02-30"/)
    expect(inputs(shown(null), 'dueOn').join()).toContain('type="date"')
  })
  test('does not come back when it is a pass phrase', () => {
    expect(html).not.toContain('secret')
  })
})

test('an error stands beside its field, in words, and belongs to it for a screen reader', () => {
  const fields = [
    { path: 'title', message: 'Say what is asked for' },
    { path: 'kinds.0', message: 'There is no such kind' },
  ]
  const html = shown(refused({ problem: { kind: 'invalid', title: 'Look', fields } }))
  expect(html).toContain('<p class="err" id="f-title-error">Say what is asked for</p>')
  expect(html).toContain('aria-invalid="true" aria-describedby="f-title-hint f-title-error"')
  expect(html).toContain('<p class="err" id="f-kinds-error">There is no such kind</p>')
  expect(html.match(/class="field bad"/g)).toHaveLength(2)
})

test('after a conflict the summary shows both versions, and the version itself is no line of it', () => {
  const html = renderToStaticMarkup(
    <Summary
      form="f"
      ref={null}
      labels={{ dueOn: 'Due date' }}
      values={{ title: 'mine', dueOn: '2026-02-17' }}
      problem={{
        kind: 'conflict',
        title: 'Somebody was faster',
        fields: [],
        current: { Title: 'theirs', 'Due date': 'Feb 20, 2026', version: '4' },
      }}
    />,
  )
  const rows = [
    ...html.matchAll(/<tr><th scope="row">(.*?)<\/th><td class="long">(.*?)<\/td><td class="long">(.*?)<\/td>/g),
  ]
  expect(rows.map((row) => row.slice(1))).toEqual([
    ['Title', 'theirs', 'mine'],
    ['Due date', 'Feb 20, 2026', '2026-02-17'],
  ])
})

test.each([
  ['dueOn', 'Due on'],
  ['requests.0.title', 'Requests 0 title'],
  ['Due date', 'Due date'],
])('%s reads "%s"', (path, words) => {
  expect(inWords(path)).toBe(words)
})
