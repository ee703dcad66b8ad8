import type { ClaimRow } from '@/prisma/demo/rows'

const analysis = 'as summed up in a press analysis by NENC Media Group'
const reporting = {
  sourceKind: 'reporting',
  source: `Investigative reporting on the September operation, ${analysis}`,
} as const
const administration = {
  sourceKind: 'administration',
  source: `Public statements of the administration, ${analysis}`,
} as const
const pentagon = {
  sourceKind: 'administration',
  source: `Public statements of senior Pentagon officials, ${analysis}`,
} as const

/** What is asserted about the event, by whom. All of it is alleged. */
export const claims: ClaimRow[] = [
  {
    ref: 'CL-1',
    question: 'Q-3',
    ...reporting,
    statement: 'The first strike, on a vessel suspected of smuggling drugs, left people alive in the water.',
  },
  { ref: 'CL-2', question: 'Q-2', ...reporting, statement: 'A follow-on strike later killed those survivors.' },
  {
    ref: 'CL-3',
    question: 'Q-4',
    sourceKind: 'other',
    source: 'Press analysis by NENC Media Group',
    statement:
      'If the core allegations are borne out, people who were hors de combat were struck deliberately, and that could be a war crime.',
  },
  {
    ref: 'CL-4',
    question: 'Q-1',
    ...administration,
    statement: 'The campaign is lawful action against violent trafficking networks.',
  },
  {
    ref: 'CL-5',
    question: 'Q-5',
    ...administration,
    statement:
      'Stopping narcotics and those who traffic in them by force serves national security, and humanitarian ends.',
  },
  {
    ref: 'CL-6',
    question: 'Q-8',
    ...pentagon,
    statement: 'Those who led the operation have the support of the department.',
  },
  { ref: 'CL-7', question: 'Q-9', ...pentagon, statement: 'The department offers to cooperate with oversight.' },
]
