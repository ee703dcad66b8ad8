import { changeMembershipAction, endMembershipAction, giveMembershipAction } from '@/lib/inquiries/actions'
import type { Member } from '@/lib/inquiries/queries'
import { ButtonForm } from '@/lib/people/ui/button-form'
import { Field, Form, Row, Select } from '@/lib/ui/form'
import { Empty } from '@/lib/ui/notice'
import { DataTable } from '@/lib/ui/table'
import { optionsOf, roleAndSide, roles, sides } from '@/lib/words'

const roleOptions = optionsOf(roles)
const sideOptions = Object.entries(sides).map(([value, label]) => ({
  value,
  label: label.charAt(0).toUpperCase() + label.slice(1),
}))

/** Everybody in the inquiry, with forms to change or end each membership; `me` is the user who looks, whose own stays as it is. */
export function Members({ slug, members, me }: { slug: string; members: Member[]; me: string }) {
  if (!members.length) return <Empty>Nobody is in this inquiry yet. Add its members below.</Empty>
  return (
    <DataTable
      caption="Members"
      columns={[
        { label: 'Name', long: true },
        { label: 'E-mail', long: true },
        { label: 'Role and side' },
        { label: 'Change' },
      ]}
      rows={members.map((member) => ({
        key: member.id,
        cells: [
          member.name,
          member.disabled ? `${member.email} (account disabled)` : member.email,
          roleAndSide(member),
          member.userId === me ? (
            <span key="own" className="sub">
              Your own; another administrator can change it.
            </span>
          ) : (
            <a key="change" href={`/inquiries/${slug}/settings/members/${member.id}`}>
              Change or remove<span className="vh"> {member.name}</span>
            </a>
          ),
        ],
      }))}
    />
  )
}

/** Makes somebody who has an account a member. */
export function AddMember({ slug }: { slug: string }) {
  return (
    <Form action={giveMembershipAction} hidden={{ inquiry: slug }} submit="Add the member" quiet>
      <Row>
        <Field name="email" label="E-mail address" type="email" autoComplete="off" required />
        <Select name="role" label="Role" options={roleOptions} empty="Choose a role" required />
        <Select name="side" label="Side" options={sideOptions} empty="Choose a side" required />
      </Row>
    </Form>
  )
}

/** Changes role and side of one member, or takes them out. */
export function ChangeMember({ slug, member }: { slug: string; member: Member }) {
  const hidden = { inquiry: slug, membership: member.id, version: member.version }
  return (
    <>
      <Form
        action={changeMembershipAction}
        hidden={hidden}
        submit="Save role and side"
        cancelHref={`/inquiries/${slug}/settings`}
      >
        <Select name="role" label="Role" options={roleOptions} defaultValue={member.role} width="m" required />
        <Select
          name="side"
          label="Side"
          hint="Whoever changes sides can read what the new side drafts, and no longer what the old one drafts."
          options={sideOptions}
          defaultValue={member.side}
          width="m"
          required
        />
      </Form>
      <div className="gap-16">
        <ButtonForm action={endMembershipAction} hidden={hidden} label="Remove from the inquiry" />
      </div>
    </>
  )
}
