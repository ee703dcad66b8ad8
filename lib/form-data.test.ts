import { expect, test } from 'vitest'
import { z } from 'zod'
import { refs } from '@/lib/fields'
import { formToInput } from '@/lib/form-data'

const schema = z.strictObject({
  name: z.string(),
  password: z.string().meta({ format: 'password' }),
  kinds: z.array(z.string()).optional(),
})

test('a password goes in and never comes back', () => {
  const form = new FormData()
  form.set('name', 'Ada')
  form.set('password', '  spaces stay  ')
  const { input, typed } = formToInput(form, schema)
  expect(input).toEqual({ name: 'Ada', password: '  spaces stay  ' })
  expect(typed).toEqual({ name: 'Ada' })
})

test('empty is not given, a list stays a list, and what belongs to Next or stands apart is left out', () => {
  const form = new FormData()
  form.set('$ACTION_ID_1', '')
  form.set('inquiry', 'strike')
  form.set('name', ' ')
  form.append('kinds', 'log')
  const { input, typed } = formToInput(form, schema, ['inquiry'])
  expect(input).toEqual({ kinds: ['log'] })
  expect(typed).toEqual({ name: ' ', kinds: ['log'] })
})

test('all that was ticked comes back, also where a list may be sent as one text', () => {
  const form = new FormData()
  form.append('requests', 'R-1')
  form.append('requests', 'R-77')
  const { input, typed } = formToInput(form, z.strictObject({ requests: refs('R', 'Requests') }))
  expect(input).toEqual({ requests: ['R-1', 'R-77'] })
  expect(typed).toEqual({ requests: ['R-1', 'R-77'] })
})
