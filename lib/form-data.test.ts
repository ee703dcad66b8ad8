import { expect, test } from 'vitest'
import { z } from 'zod'
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
