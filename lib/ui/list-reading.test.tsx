import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { LineProblems, Unmapped } from '@/lib/ui/list-reading'

const cells = (markup: string) =>
  [...markup.matchAll(/<t[dh][^>]*role="(?:cell|rowheader)"[^>]*>(.*?)<\/t[dh]>/g)].map((match) =>
    match[1]?.replace(/<[^>]+>/g, ''),
  )

describe('what is wrong with a list', () => {
  it('stands once, with the runs of lines of which it is said', () => {
    const problems = [
      ...[2, 3, 4, 6].map((line) => ({ line, words: 'Title is missing.' })),
      { line: 4, words: 'Pages cannot be read.' },
      { line: null, words: 'It has no rows.' },
    ]
    const markup = renderToStaticMarkup(<LineProblems caption="Problems" problems={problems} />)
    expect(cells(markup)).toEqual([
      ...['Title is missing.', '2 to 4, 6'],
      ...['Pages cannot be read.', '4'],
      ...['It has no rows.', 'The list as a whole'],
    ])
  })

  it('counts the lines where they are too scattered to be named', () => {
    const problems = Array.from({ length: 20 }, (_, i) => ({ line: 2 * i + 2, words: 'Date cannot be read.' }))
    const markup = renderToStaticMarkup(<LineProblems caption="Problems" problems={problems} />)
    expect(cells(markup)).toEqual(['Date cannot be read.', '2, 4, 6, 8, 10, 12, 14, 16 and others, 20 in all'])
  })

  it('names the fields for which no column was found, and says nothing where all were', () => {
    expect(renderToStaticMarkup(<Unmapped fields={['Title', 'Basis']} />)).toContain('“Title” and “Basis”')
    expect(renderToStaticMarkup(<Unmapped fields={[]} />)).toBe('')
  })
})
