import { Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'

/** The accounts that the demonstration makes: e-mail (all at demo.example), what they are, what they do. */
const accounts = [
  { email: 'staffer@demo.example', role: 'Staffer, majority', can: 'log, draft, issue' },
  { email: 'reviewer@demo.example', role: 'Reviewer, majority', can: 'clear, accept, declare' },
  { email: 'minority.staffer@demo.example', role: 'Staffer, minority', can: 'log, draft, issue' },
  { email: 'minority.reviewer@demo.example', role: 'Reviewer, minority', can: 'clear, accept, declare' },
  { email: 'viewer@demo.example', role: 'Viewer', can: 'read' },
  { email: 'admin@demo.example', role: 'Administrator', can: 'look after people and settings' },
]

/** While the demonstration lasts: who one can be, and the password of them all. */
export function DemoAccounts({ password }: { password: string }) {
  return (
    <Section title="Demonstration accounts">
      <p>
        The password of each is <span className="mono">{password}</span>
      </p>
      <div className="gap-8">
        <DataTable
          caption="Demonstration accounts"
          columns={[{ label: 'Role' }, { label: 'E-mail address' }, { label: 'Can' }]}
          rows={accounts.map(({ email, role, can }) => ({
            key: email,
            cells: [
              role,
              <span key="email" className="mono">
                {email}
              </span>,
              can,
            ],
          }))}
        />
      </div>
      <p className="sub gap-8">
        The server prints the password when it starts. Once the demonstration is ended there are none of these.
      </p>
    </Section>
  )
}
