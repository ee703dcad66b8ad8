import { endSessionAction, revokeTokenAction } from '@/lib/people/actions'
import type { MembershipRecord, SessionRecord, TokenRecord } from '@/lib/people/queries'
import { browserWords } from '@/lib/people/ui/browser-words'
import { ButtonForm } from '@/lib/people/ui/button-form'
import { formatMoment, HOME_ZONE } from '@/lib/time'
import { DataTable } from '@/lib/ui/table'
import { counted, roleAndSide } from '@/lib/words'

const moment = (at: Date | null) => at && formatMoment(at, HOME_ZONE)

/** The inquiries that an account is in, as what, on which side. */
export function Memberships({ memberships }: { memberships: MembershipRecord[] }) {
  if (!memberships.length)
    return <p>In no inquiry yet. An administrator of an inquiry adds its members, on its settings page.</p>
  return (
    <DataTable
      caption="Inquiries"
      columns={[{ label: 'Inquiry', long: true }, { label: 'Role and side' }]}
      rows={memberships.map(({ inquiry, role, side }) => ({
        key: inquiry.slug,
        cells: [
          <a key="name" href={`/inquiries/${inquiry.slug}`}>
            {inquiry.name}
          </a>,
          roleAndSide({ role, side }),
        ],
      }))}
    />
  )
}

/** Sign-ins that still run; `here` is the one that this page was asked from. */
export function Sessions({ sessions, here }: { sessions: SessionRecord[]; here?: string }) {
  if (!sessions.length) return <p>No session is running.</p>
  return (
    <DataTable
      caption="Sessions"
      columns={[
        { label: 'Signed in' },
        { label: 'Last seen' },
        { label: 'Browser', long: true },
        { label: 'Address' },
        { label: 'End it' },
      ]}
      rows={sessions.map(({ id, createdAt, lastSeenAt, browser, address }) => ({
        key: id,
        cells: [
          moment(createdAt),
          moment(lastSeenAt),
          browserWords(browser) || 'not said',
          address || 'not known',
          id === here ? (
            'this session'
          ) : (
            <ButtonForm key="end" action={endSessionAction} hidden={{ session: id }} label="End" />
          ),
        ],
      }))}
    />
  )
}

/** Said before sessions are ended or a password is set: 'Your 2 API tokens stop too.'; '' where no token is in force. */
export function tokensStop(whose: 'Your' | 'Their', tokens: TokenRecord[], now: Date): string {
  const running = tokens.filter(({ expiresAt }) => expiresAt === null || expiresAt > now).length
  return running === 0 ? '' : `${whose} ${counted(running, 'API token')} ${running === 1 ? 'stops' : 'stop'} too.`
}

/** Tokens that were not revoked. */
export function Tokens({ tokens, now }: { tokens: TokenRecord[]; now: Date }) {
  if (!tokens.length) return <p>There is no token.</p>
  return (
    <DataTable
      caption="API tokens"
      columns={[
        { label: 'For', long: true },
        { label: 'Ends with' },
        { label: 'Made' },
        { label: 'Last used' },
        { label: 'Runs out' },
        { label: 'Revoke it' },
      ]}
      rows={tokens.map(({ id, name, tail, createdAt, lastUsedAt, expiresAt }) => ({
        key: id,
        cells: [
          name,
          <span key="tail" className="mono">
            {tail}
          </span>,
          moment(createdAt),
          moment(lastUsedAt) ?? 'never',
          expiresAt && expiresAt <= now ? 'has run out' : moment(expiresAt),
          <ButtonForm key="revoke" action={revokeTokenAction} hidden={{ token: id }} label="Revoke" />,
        ],
      }))}
    />
  )
}
