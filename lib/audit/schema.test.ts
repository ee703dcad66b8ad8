import { expect, it } from 'vitest'
import { workflows } from '@/bin/dev/workflow-docs'
import { eventLabels } from '@/lib/audit/schema'

it('offers every kind of event under words of its own', () => {
  const labels = Object.values(eventLabels)
  expect(new Set(labels).size).toBe(labels.length)
  expect(labels.filter((label) => !/^[A-Z][a-z]+: [a-z ]+$/.test(label))).toEqual([])
})

it('names what a move did, and not the verb by which the API names the move', async () => {
  const verbs = new Set((await workflows()).flatMap(({ moves }) => moves.map(({ verb }) => verb.replaceAll('_', ' '))))
  expect(Object.values(eventLabels).filter((label) => verbs.has(label.replace(/^\w+: /, '')))).toEqual([])
})
