import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { tokenFor } from '@/lib/testing/token'
import { actionRules, guestActions } from './access/actions'
import { apart, audiences, ruleFor } from './access/pages'
import { everybody, makeWorld, type Who, type World } from './access/world'
import { builtActions, builtAddresses, fill } from './fixtures/built'
import { type Addresses, bindDatabase, contents, newDatabase, sharedDatabase } from './fixtures/database'
import { launch, type Running } from './fixtures/launch'
import { type Answer, callAction, get, post } from './fixtures/send'
import { sessionOf } from './fixtures/sign-in'
import { buildWithoutProxy } from './fixtures/without-proxy'

/*
 * Everybody tries everything. What there is to try comes from the build itself, what should happen from the tables in e2e/access: an
 * address or an action that no table lists fails. All of it twice: as built, and as if proxy.ts did not exist.
 */

const addresses = builtAddresses().filter(({ pattern }) => !apart.includes(pattern))
const actions = builtActions()
const shared = sharedDatabase()

test('every address of the build is listed', () => {
  expect(addresses.filter(({ pattern }) => !ruleFor(pattern)).map(({ pattern }) => pattern)).toEqual([])
})

test('every action of the build is listed, and none that is gone', () => {
  expect(actions.map(({ name }) => name).sort()).toEqual(
    [...Object.keys(actionRules), ...Object.keys(guestActions)].sort(),
  )
})

/** An answer's text without what differs from one to the next: its nonce, ids, and the names that were asked for. */
function plain({ text, headers }: Answer, ...names: string[]): string {
  const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1]
  let rest = text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
  if (nonce) rest = rest.replaceAll(nonce, 'NONCE')
  for (const name of names) rest = rest.replaceAll(name, 'NAME').replaceAll(encodeURIComponent(name), 'NAME')
  return rest
}

for (const build of ['as built', 'without proxy.ts'] as const) {
  test.describe(build, () => {
    let world: World
    let database: Addresses
    let server: Running
    let folder: string | undefined

    test.beforeAll(async () => {
      test.setTimeout(120_000)
      database = await newDatabase()
      folder = build === 'as built' ? undefined : buildWithoutProxy()
      const { appUrl: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL } = database
      const dataDir = test.info().outputPath('data')
      server = await launch(`access ${build}`, { DATABASE_URL, DATABASE_OWNER_URL, DATA_DIR: dataDir }, folder)
      await bindDatabase(database)
      world = await makeWorld(dataDir)
    })

    test.afterAll(async () => {
      await bindDatabase(shared)
      await server?.stop()
      if (folder) rmSync(folder, { recursive: true, force: true })
    })

    const at = (pattern: string, places: Record<string, string> = {}) =>
      server.url + fill(pattern, { slug: world.slug, ...places })

    test('the proxy is there, or is not', async () => {
      // No page answers this address; only the proxy sends nobody away from it.
      const { status } = await get(`${server.url}/no-such-page`)
      expect(status).toBe(build === 'as built' ? 307 : 404)
    })

    for (const { pattern } of addresses) {
      test(`GET ${pattern}`, async () => {
        const rule = ruleFor(pattern)
        if (!rule) throw new Error('no rule')
        const places = rule.places?.(world) ?? {}
        const expected = (who: Who) => {
          if (!audiences[rule.audience].includes(who)) {
            if (known(who)) return { status: 404, location: '' }
            return { status: 307, location: expect.stringMatching(/\/sign-in(\?next=.*)?$/) }
          }
          return rule.leads && known(who)
            ? { status: 307, location: expect.stringMatching(rule.leads) }
            : { status: 200, location: '' }
        }
        const found = await Promise.all(
          everybody.map(async (who) => {
            const { status, location } = await get(at(pattern, places), world.cookies[who])
            return { who, status, location }
          }),
        )
        expect(found).toEqual(everybody.map((who) => ({ who, ...expected(who) })))
      })

      if (['member', 'staff', 'manager'].includes(ruleFor(pattern)?.audience ?? '')) {
        test(`GET ${pattern}: hidden equals missing`, async () => {
          const places = ruleFor(pattern)?.places?.(world) ?? {}
          const hidden = await get(at(pattern, places), world.cookies.outsider)
          const missing = await get(at(pattern, { ...places, slug: 'no-such-inquiry' }), world.cookies.outsider)
          expect(plain(hidden, world.slug)).toBe(plain(missing, 'no-such-inquiry'))
          expect(hidden.status).toBe(missing.status)
        })
      }

      const own = ruleFor(pattern)?.own
      if (own) {
        test(`GET ${pattern}: the majority's own does not exist for others`, async () => {
          const unknown = { ...own, ref: own.ref?.replace('1', '999') ?? '' }
          for (const who of audiences.member) {
            const there = await get(at(pattern, own), world.cookies[who])
            const side = who === 'minority' || who === 'chair' ? 'other' : 'majority'
            expect.soft({ who, status: there.status }).toEqual({ who, status: side === 'majority' ? 200 : 404 })
            if (side === 'majority') continue
            const missing = await get(at(pattern, unknown), world.cookies[who])
            expect.soft(plain(there, own.ref ?? ''), who).toBe(plain(missing, unknown.ref))
          }
        })
      }
    }

    for (const { id, name, page } of actions.filter(({ name }) => actionRules[name])) {
      test(`action ${name}`, async () => {
        const { fields, self, may } = await prepared(name)
        const path = at(page, { ref: 'Q-1', verb: 'withdraw', what: 'owner', id: world.ids.viewer })
        const send = (cookie: string | undefined, origin: string | undefined) =>
          callAction(path, id, fields, { cookie, origin })
        const [first] = may
        const owner = self ? (await sessionOf(self)).cookie : undefined
        const actor = first === 'self' ? owner : world.cookies[first ?? 'nobody']
        const before = await contents(database.ownerUrl)

        const others = everybody.filter((who) => !may.includes(who))
        const refusals = await Promise.all(
          others.map(async (who) => {
            const { status, text, location } = await send(world.cookies[who], server.url)
            const kind = /"problem":\{"kind":"(\w+)","title":"([^"]*)"/.exec(text)
            return { who, status, location, kind: kind?.[1], title: known(who) ? '' : kind?.[2] }
          }),
        )
        expect(refusals).toEqual(
          others.map((who) => {
            const refusal = {
              kind: expect.stringMatching(/^(forbidden|missing|invalid)$/),
              title: known(who) ? '' : 'You are signed out',
            }
            return { who, status: 200, location: '', ...refusal }
          }),
        )
        await fromElsewhere((origin) => send(actor, origin))
        expect(await contents(database.ownerUrl)).toEqual(before)

        const { status, text, location } = await send(actor, server.url)
        expect(status === 303 ? location : text).toMatch(/[?&]did=|"shown":/)
        const after = await contents(database.ownerUrl)
        expect(after.audit_event).not.toBe(before.audit_event)
        await actionRules[name]?.settled?.(world)
      })
    }

    for (const { id, name, page } of actions.filter(({ name }) => guestActions[name])) {
      test(`action ${name}: not from elsewhere`, async () => {
        const before = await contents(database.ownerUrl)
        const sender = (origin: string | undefined) => ({ cookie: world.cookies.staffer, origin })
        await fromElsewhere((origin) => callAction(at(page), id, guestActions[name] ?? {}, sender(origin)))
        expect(await contents(database.ownerUrl)).toEqual(before)
      })
    }

    test('uploads: begun by staff alone, and not from elsewhere', async () => {
      const before = await contents(database.ownerUrl)
      const begin = async (who: Who, origin: string | undefined) => {
        const metadata = [
          'filename bG9nLnR4dA==',
          `evidence ${Buffer.from((await world.make.item()).ref).toString('base64')}`,
        ]
        const cookie = world.cookies[who]
        const headers = {
          'tus-resumable': '1.0.0',
          'upload-length': '10',
          'upload-metadata': metadata.join(','),
          ...(cookie && { cookie }),
          ...(origin && { origin }),
        }
        return (await post(at('/api/v1/inquiries/[slug]/uploads'), headers)).status
      }
      const statuses = { nobody: 401, disabled: 401, outsider: 404, admin: 404, viewer: 403, reviewer: 403 }
      for (const [who, status] of Object.entries(statuses)) {
        expect.soft({ who, status: await begin(who as Who, server.url) }).toEqual({ who, status })
      }
      for (const origin of ['https://elsewhere.example', 'null', undefined]) {
        expect.soft(await begin('staffer', origin)).toBeGreaterThanOrEqual(401)
      }
      expect((await contents(database.ownerUrl)).upload).toEqual(before.upload)
      expect(await begin('staffer', server.url)).toBe(201)
    })

    test('bytes by the API: with a token alone, and for members alone', async () => {
      const url = at('/api/v1/inquiries/[slug]/files/[id]', { id: world.file })
      for (const who of everybody) expect.soft((await get(url, world.cookies[who])).status, who).toBe(401)
      const { staffer } = world.actors
      const headers = { authorization: `Bearer ${await tokenFor(staffer)}`, range: 'bytes=0-4' }
      const there = await fetch(url, { headers })
      expect({ status: there.status, text: await there.text() }).toEqual({ status: 206, text: '10:04' })
      const other = url.replace(world.slug, await world.make.inquiry())
      expect((await fetch(other, { headers })).status).toBe(404)
    })

    test('POST /sign-out: not from elsewhere', async () => {
      const before = await contents(database.ownerUrl)
      const cookie = world.cookies.staffer ?? ''
      await fromElsewhere((origin) => post(`${server.url}/sign-out`, { cookie, ...(origin && { origin }) }))
      expect(await contents(database.ownerUrl)).toEqual(before)
    })

    async function prepared(name: string) {
      const rule = actionRules[name]
      if (!rule) throw new Error('no rule')
      return { ...(await rule.form(world)), may: rule.may }
    }
  })
}

/** Sends what would be carried out if it came from a page of ours, from a foreign one, an opaque one, and from none. */
async function fromElsewhere(send: (origin: string | undefined) => Promise<Answer>): Promise<void> {
  for (const origin of ['https://elsewhere.example', 'null', undefined]) {
    const { location, text, headers } = await send(origin)
    const given = { shown: text.includes('"shown"'), cookie: headers.get('set-cookie') }
    expect.soft({ origin, location, ...given }).toEqual({ origin, location: '', shown: false, cookie: null })
  }
}

const known = (who: Who) => who !== 'nobody' && who !== 'disabled'
