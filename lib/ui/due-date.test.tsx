import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { DueDate } from './due-date'

const html = (props: Partial<Parameters<typeof DueDate>[0]>) =>
  renderToStaticMarkup(<DueDate today="2026-02-12" outstanding {...props} />)
const words = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

describe('a due date', () => {
  test.each([
    ['2026-01-30', '13 days overdue Jan 30, 2026'],
    ['2026-02-11', '1 day overdue Feb 11, 2026'],
    ['2026-02-12', 'today Feb 12, 2026'],
    ['2026-02-17', 'in 5 days Feb 17, 2026'],
  ])('%s reads "%s"', (due, said) => {
    expect(words(html({ due }))).toBe(said)
  })

  test('is in the colour of overdue only once its day has passed', () => {
    expect(html({ due: '2026-02-11' })).toContain('class="late"')
    expect(html({ due: '2026-02-12' })).not.toContain('class="late"')
  })

  test('keeps the first one beside it, struck through, with its year only where that differs', () => {
    expect(html({ due: '2026-01-30', firstDue: '2026-01-09' })).toMatch(/<s>.*Jan 9<\/time><\/s>/)
    expect(html({ due: '2026-01-30', firstDue: '2025-12-19' })).toMatch(/<s>.*Dec 19, 2025<\/time><\/s>/)
    expect(html({ due: '2026-01-30', firstDue: '2026-01-30' })).not.toContain('<s>')
  })

  test('of something that came is never overdue', () => {
    expect(words(html({ due: '2026-01-30', outstanding: false, note: 'satisfied Jan 8' }))).toBe(
      'satisfied Jan 8 Jan 30, 2026',
    )
  })

  test('that is not set says so', () => {
    expect(words(html({ due: null, outstanding: false }))).toBe('no date yet')
  })
})
