import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Pager, pageNumbers, rangeWords } from './pager'

test.each([
  [1, 50, 123, '1 to 50 of 123'],
  [3, 50, 123, '101 to 123 of 123'],
  [1, 50, 1, '1 to 1 of 1'],
  [21, 50, 1234, '1,001 to 1,050 of 1,234'],
  [9, 50, 123, 'Nothing on this page, 123 in all'],
  [1, 50, 0, 'No requests'],
])('page %i of %i each, %i in all: %s', (page, size, total, words) => {
  expect(rangeWords(page, size, total, 'No requests')).toBe(words)
})

describe('page numbers', () => {
  test.each([
    [1, 2, [1, 2]],
    [1, 5, [1, 2, null, 5]],
    [3, 5, [1, 2, 3, 4, 5]],
    [4, 9, [1, 2, 3, 4, 5, null, 9]],
    [50, 2000, [1, null, 49, 50, 51, null, 2000]],
  ])('on page %i of %i', (page, pages, shown) => {
    expect(pageNumbers(page, pages)).toEqual(shown)
  })
})

describe('the pager', () => {
  const html = (page: number, total: number) =>
    renderToStaticMarkup(<Pager page={page} size={50} total={total} href={(n) => `?page=${n}`} />)

  test('is not there when all is on one page', () => {
    expect(html(1, 50)).toBe('')
  })
  test('marks the present page, and has no way before the first', () => {
    expect(html(1, 51)).toContain('aria-label="Page 1" aria-current="page"')
    expect(html(1, 51)).not.toContain('Previous page')
    expect(html(1, 51)).toContain('href="?page=2" rel="next"')
  })
  test('leads back from a page behind the last', () => {
    expect(html(9, 51)).toContain('href="?page=2" rel="prev"')
    expect(html(9, 51)).not.toContain('Next page')
  })
})
