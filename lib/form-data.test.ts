import { expect, test } from 'vitest'
import { z } from 'zod'
import { refs } from '@/lib/fields'
import { formToInput } from '@/lib/form-data'

const schema = z.strictObject({ title: z.string(), needs: z.array(z.string()), requests: refs('R', 'Requests') })

function form(entries: [string, string][]): FormData {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

test('keeps everything that was typed and chosen, for showing the form again', () => {
  const { typed } = formToInput(
    form([
      ['title', ' Log '],
      ['needs', 'log'],
      ['requests', 'R-1'],
      ['requests', 'R-77'],
    ]),
    schema,
  )
  expect(typed).toEqual({ title: ' Log ', needs: ['log'], requests: ['R-1', 'R-77'] })
})

test('leaves out what is empty, Next’s own fields and those named apart, and makes lists of lists', () => {
  const { input } = formToInput(
    form([
      ['inquiry', 'strike'],
      ['$ACTION_ID', 'x'],
      ['title', '  '],
      ['needs', 'log'],
      ['requests', 'R-1, R-2'],
    ]),
    schema,
    ['inquiry'],
  )
  expect(input).toEqual({ needs: ['log'], requests: 'R-1, R-2' })
})
