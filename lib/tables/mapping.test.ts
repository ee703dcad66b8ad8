import { describe, expect, it } from 'vitest'
import { headings, suggestMapping } from '@/lib/tables/mapping'

const known = { number: headings('controlno no'), what: headings('description subject'), pages: headings('pages') }

describe('which column is which field', () => {
  it.each<[string[], object]>([
    [['Control No.', 'Subject', 'Pages'], { number: 'Control No.', what: 'Subject', pages: 'Pages' }],
    [['SUBJECT', 'Description'], { what: 'Description' }],
    [['no', 'Control #No'], { number: 'Control #No' }],
    [['Ühre'], {}],
    [[], {}],
  ])('%j', (columns, mapping) => expect(suggestMapping(known, columns)).toEqual(mapping))

  it('is as it was remembered of this producer, as far as the columns are there', () => {
    const columns = ['No', 'Betreff', 'Subject']
    expect(suggestMapping(known, columns, { what: 'Betreff', pages: 'Gone' })).toEqual({
      number: 'No',
      what: 'Betreff',
    })
  })

  it('takes each column once, also where two fields remember the same', () => {
    expect(suggestMapping(known, ['Subject'], { number: 'Subject', what: 'Subject' })).toEqual({ number: 'Subject' })
  })
})
