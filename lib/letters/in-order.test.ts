import { expect, test } from 'vitest'
import { inOrder } from '@/lib/letters/in-order'

function form(entries: [string, string][]): FormData {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

test('puts the chosen requests in the order of their numbers, and what was added by hand last', () => {
  const ordered = inOrder(
    form([
      ['inquiry', 'strike'],
      ['requests', 'R-1'],
      ['position-R-1', '3'],
      ['position-R-2', '1'],
      ['requests', 'R-3'],
      ['position-R-3', '2'],
      ['more', 'R-9, r-8'],
    ]),
  )
  expect(ordered.getAll('requests')).toEqual(['R-3', 'R-1', 'R-9', 'r-8'])
  expect([...ordered.keys()].filter((name) => name !== 'requests')).toEqual(['inquiry'])
})

test('keeps the order of the page where numbers are the same or none', () => {
  const ordered = inOrder(
    form([
      ['requests', 'R-1'],
      ['position-R-1', ''],
      ['requests', 'R-2'],
      ['position-R-2', 'first'],
      ['requests', 'R-3'],
      ['position-R-3', '1'],
      ['requests', 'R-4'],
      ['position-R-4', '1'],
    ]),
  )
  expect(ordered.getAll('requests')).toEqual(['R-3', 'R-4', 'R-1', 'R-2'])
})
