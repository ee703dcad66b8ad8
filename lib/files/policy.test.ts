import { describe, expect, it } from 'vitest'
import { type EvidenceStatus, evidenceStatuses } from '@/lib/evidence/status'
import { canAddFile, type HolderFacts } from '@/lib/files/policy'
import { AccessMode, Handling, Role } from '@/lib/generated/prisma/enums'

const statuses = Object.keys(evidenceStatuses) as EvidenceStatus[]
const every: (HolderFacts & { role: Role })[] = Object.values(Role).flatMap((role) =>
  statuses.flatMap((status) =>
    Object.values(AccessMode).flatMap((accessMode) =>
      Object.values(Handling).flatMap((handling) =>
        [true, false].map((hasFile) => ({ role, status, accessMode, handling, hasFile })),
      ),
    ),
  ),
)

describe('the file of an item', () => {
  it('is added by a staffer, while it is logged and has none, of what was delivered and is not marked; by nobody else and never else', () => {
    const open = every.filter(({ role, ...item }) => canAddFile({ role }, item).allowed)
    expect(open).toEqual(
      (['unclassified', 'cui'] as const).map((handling) => ({
        role: 'staffer',
        status: 'logged',
        accessMode: 'delivered_copy',
        handling,
        hasFile: false,
      })),
    )
  })

  it.each([
    [{ role: 'reviewer' }, 'Only a staffer uploads files.'],
    [{ handling: 'secret' }, 'It is marked secret: this system keeps a register entry of it, never a file.'],
    [{ accessMode: 'shown_only' }, 'Its access is shown only: no copy was delivered, so there is no file.'],
    [{ hasFile: true }, 'This revision has its file; a corrected copy is a new revision.'],
    [{ status: 'accepted' }, 'It is accepted: a file is added as a new revision.'],
  ] as const)('is refused in words: %o', (more, why) => {
    const item = { status: 'logged', accessMode: 'delivered_copy', handling: 'cui', hasFile: false, ...more } as const
    expect(canAddFile({ role: 'staffer', ...more }, item)).toMatchObject({ allowed: false, why })
  })
})
