import { describe, expect, it } from 'vitest'
import { type PageImage, pageImages } from '@/lib/tables/opticon'
import { encoded, inPieces } from '@/lib/testing/tables'

const text = (content: string) => inPieces(encoded(content, 'utf-8', false), 7)

describe('an Opticon file', () => {
  const all = async (content: string) => {
    const pages: PageImage[] = []
    for await (const page of pageImages(text(content), 'utf-8')) pages.push(page)
    return pages
  }
  const lines = 'FER000001,VOL1,IMAGES\\001\\FER000001.TIF,Y,,,2\r\nFER000002,VOL1,IMAGES\\001\\FER000002.TIF,,,,\r\n'

  it('is read page by page', async () => {
    expect(await all(`${lines}\r\nFER000003,VOL1,"IMAGES\\a,b.tif",Y,,,1\r\n`)).toEqual([
      {
        line: 1,
        key: 'FER000001',
        volume: 'VOL1',
        path: 'IMAGES\\001\\FER000001.TIF',
        begins: true,
        pages: 2,
        problems: [],
      },
      {
        line: 2,
        key: 'FER000002',
        volume: 'VOL1',
        path: 'IMAGES\\001\\FER000002.TIF',
        begins: false,
        pages: null,
        problems: [],
      },
      { line: 4, key: 'FER000003', volume: 'VOL1', path: 'IMAGES\\a,b.tif', begins: true, pages: 1, problems: [] },
    ])
  })

  it('says of each page what is wrong with it', async () => {
    const pages = await all('P1,V,a.tif,,,,many\nP2,V,,Y\n')
    expect(pages.map(({ line, begins, problems }) => [line, begins, problems.length])).toEqual([
      [1, true, 2],
      [2, true, 1],
    ])
  })
})
