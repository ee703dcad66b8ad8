import type { Role, Side } from '@/lib/generated/prisma/enums'

/** Who plays in the demonstration: names as they stand in the history, and what they are in both inquiries. */
export const people = {
  admin: { email: 'admin@demo.example', name: 'Administrator', role: 'admin', side: 'nonpartisan' },
  staffer: { email: 'staffer@demo.example', name: 'Majority staffer', role: 'staffer', side: 'majority' },
  reviewer: { email: 'reviewer@demo.example', name: 'Majority reviewer', role: 'reviewer', side: 'majority' },
  viewer: { email: 'viewer@demo.example', name: 'Viewer', role: 'viewer', side: 'majority' },
  minorityStaffer: {
    email: 'minority.staffer@demo.example',
    name: 'Minority staffer',
    role: 'staffer',
    side: 'minority',
  },
  minorityReviewer: {
    email: 'minority.reviewer@demo.example',
    name: 'Minority reviewer',
    role: 'reviewer',
    side: 'minority',
  },
} as const satisfies Record<string, { email: string; name: string; role: Role; side: Side }>

/** One of those who play. */
export type Who = keyof typeof people
