import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { type Begun, FirstSteps } from '@/lib/coverage/ui/first-steps'
import { Role } from '@/lib/generated/prisma/enums'
import { roles } from '@/lib/words'

const nothing: Begun = { offices: 0, questions: 0, requests: 0, letters: 0, members: { admin: 1 } }
const drafted: Begun = {
  offices: 2,
  questions: 3,
  requests: 4,
  letters: 1,
  members: { admin: 1, staffer: 1, reviewer: 1 },
}

const html = (role: Role, begun: Begun, closed = false) =>
  renderToStaticMarkup(<FirstSteps home="/inquiries/strike" role={role} begun={begun} closed={closed} />)
const links = (page: string) =>
  [...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => href?.replace('/inquiries/strike/', ''))

/** Where each role can go on, in an inquiry in which nothing was begun, and in one whose first letter is drafted. */
const leads: Record<Role, [nothing: string[], drafted: string[]]> = {
  staffer: [['offices/new', 'questions/new', 'letters/new', 'letters'], ['letters']],
  admin: [['settings#members'], []],
  reviewer: [['work'], ['work']],
  viewer: [[], []],
}

describe.each(Object.values(Role))('to a %s', (role) => {
  test('leads only where they can do something', () => {
    expect([links(html(role, nothing)), links(html(role, drafted))]).toEqual(leads[role])
  })

  test('tells how far it has come', () => {
    expect(html(role, nothing)).not.toContain('(done)')
    expect(html(role, drafted)).toContain('<b>Log the open questions</b> (done)')
  })

  test('offers nothing once it is closed', () => {
    const page = html(role, nothing, true)
    expect(page).toContain('closed before anything was issued')
    expect(links(page)).toEqual([])
  })
})

test('who adds the members is told what each role is for', () => {
  for (const name of Object.values(roles)) expect(html('admin', nothing)).toContain(`<dt>${name}</dt>`)
})

test('who only reads is told that nothing is asked of them', () => {
  expect(html('viewer', nothing)).toContain('There is nothing for you to do')
})
