import { disputeForDemonstration } from '@/prisma/demo/dispute'
import { type Line, on } from '@/prisma/demo/stage'
import { accept, acknowledge, heard, receive, satisfied, takeUp } from '@/prisma/demo/verbs'

const good = { responsive: 'yes', complete: 'yes', authentic: 'yes' } as const

/** Whether everything is kept: the notice, what was certified, and what was shown. */
export const preservation: Line[] = [
  // The preservation notice, R-17
  on(
    -50,
    '11:20',
    'staffer',
    heard('The notice has arrived and has been passed to every office that holds records.', {
      office: 'O-1',
      letter: 'L-1',
      requests: ['R-17'],
    }),
  ),
  on(-50, '11:30', 'staffer', acknowledge('R-17', 'By e-mail of its office for legislative affairs.')),
  on(-28, '11:30', 'staffer', receive('R-17', 'One binder, called complete by its cover letter.')),
  on(-27, '09:40', 'reviewer', takeUp('E-2')),
  on(-26, '10:30', 'reviewer', accept('E-2', good, 'An order and a receipt for every office on the list.')),
  on(-26, '10:40', 'reviewer', satisfied('R-17', 'E-2 is a delivered copy and answers the request in full.')),

  // Preservation: what was certified, and what was shown
  on(-23, '16:20', 'reviewer', takeUp('E-6')),
  on(
    -22,
    '16:45',
    'reviewer',
    accept(
      'E-6',
      { responsive: 'yes', complete: 'yes', authentic: 'yes' },
      'It is what it says it is: the office’s own certificate.',
    ),
  ),
  on(-5, '16:30', 'reviewer', ({ actor }) =>
    disputeForDemonstration(actor, {
      question: 'Q-9',
      note: 'Made for the demonstration, since this version records no findings yet: two register entries conflict on completeness. E-6 certifies that what would be shown is complete; E-7, what was then shown, was rejected as incomplete.',
    }),
  ),
]
