import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { columnsOf, isNarrowed, pageOfList, statusViews } from '@/lib/ui/list-address'
import { LeftOut } from '@/lib/ui/notice'

const here = '/inquiries/strike/evidence'
type Sort = 'number' | 'title'

describe('a column', () => {
  it('sorts by itself, up, and keeps what narrows the list', () => {
    const column = columnsOf<Sort>(here, { status: 'logged', sort: 'title', down: 'on' }, 'title', true)
    expect(column('No.', 'number', 'no')).toEqual({
      ...{ label: 'No.', className: 'no', href: `${here}?status=logged&sort=number` },
    })
  })

  it('that the list is sorted by says which way, and turns it round', () => {
    const up = columnsOf<Sort>(here, { sort: 'title' }, 'title', false)
    expect(up('Title', 'title')).toEqual({ label: 'Title', href: `${here}?sort=title&down=on`, sort: 'ascending' })
    const down = columnsOf<Sort>(here, { sort: 'title', down: 'on' }, 'title', true)
    expect(down('Title', 'title')).toEqual({ label: 'Title', href: `${here}?sort=title`, sort: 'descending' })
  })

  it('that cannot be sorted by leads nowhere', () => {
    expect(columnsOf<Sort>(here, {}, 'title', false)('Answers')).toEqual({ label: 'Answers' })
  })
})

it('the tabs count each status and all of them, and tell which is looked at', () => {
  const labels = { draft: 'Drafts', issued: 'Issued' }
  expect(statusViews(here, { status: 'issued', kind: 'video' }, labels, { draft: 2, issued: 3 })).toEqual([
    { label: 'All', count: 5, href: `${here}?kind=video`, current: false },
    { label: 'Drafts', count: 2, href: `${here}?status=draft&kind=video`, current: false },
    { label: 'Issued', count: 3, href: `${here}?status=issued&kind=video`, current: true },
  ])
})

it('an order narrows nothing, a filter does', () => {
  expect([isNarrowed({ sort: 'title', down: 'on' }), isNarrowed({ sort: 'title', kind: 'video' })]).toEqual([
    false,
    true,
  ])
})

it('the first page has no number', () => {
  expect([1, 2].map(pageOfList(here, { kind: 'video' }))).toEqual([`${here}?kind=video`, `${here}?kind=video&page=2`])
})

it('what could not be read of the filters is named, and nothing is said when all could', () => {
  expect(renderToStaticMarkup(<LeftOut dropped={['status', 'office']} />)).toContain('filters: status, office.')
  expect(renderToStaticMarkup(<LeftOut dropped={[]} />)).toBe('')
})
