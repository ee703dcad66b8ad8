import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { file, refs } from '@/lib/fields'
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

describe('a file', () => {
  const withFile = z.strictObject({ name: z.string().optional(), list: file('List', { max: 10 }) })
  const sent = (list: File | string, name: File | string = 'Ada') => {
    const form = new FormData()
    form.set('name', name)
    form.set('list', list)
    return formToInput(form, withFile)
  }

  test('goes in where the schema asks for one, and does not come back', () => {
    const list = new File(['a,b'], 'list.csv')
    const { input, typed } = sent(list)
    expect(input.list).toBeInstanceOf(File)
    expect(typed).toEqual({ name: 'Ada' })
    expect(withFile.safeParse(input).success).toBe(true)
  })

  test.each([
    ['none chosen', new File([], ''), 'List is missing: choose one.'],
    ['text in its place', 'a,b', 'List is missing: choose one.'],
    ['an empty one', new File([], 'list.csv'), 'List is empty: choose another.'],
    [
      'too large a one',
      new File(['12345678901'], 'list.csv'),
      'List is larger than 10 bytes: split it, and send it in parts.',
    ],
  ])('%s is refused in words', (_name, list, words) => {
    const result = withFile.safeParse(sent(list).input)
    expect(result.error?.issues.map(({ message }) => message)).toEqual([words])
  })

  test('is no text where text is asked for', () => {
    expect(sent(new File(['a'], 'list.csv'), new File(['b'], 'name.txt')).input).not.toHaveProperty('name')
  })
})

test('forty thousand fields take no longer than reading them: anybody can send them, and nobody else is served meanwhile', () => {
  const form = new FormData()
  for (let n = 0; n < 40_000; n += 1) form.append(`field ${n}`, 'a')
  form.append('email', 'one@committee.example')
  const before = performance.now()
  const { input } = formToInput(form, z.object({ email: z.string() }))
  expect(performance.now() - before).toBeLessThan(2_000)
  expect([Object.keys(input).length, input.email]).toEqual([40_001, 'one@committee.example'])
})
