import { type Line, on } from '@/prisma/demo/stage'
import {
  accept,
  acknowledge,
  agree,
  called,
  extendTo,
  gotLetter,
  heldUpBy,
  jot,
  receive,
  receivePart,
  refuse,
  satisfied,
  schedule,
  takeUp,
} from '@/prisma/demo/verbs'

const OSD = 'Office of the Secretary of Defense'
const COMMAND = 'Combatant command'
const CHAIR = 'Chair and ranking member'
const good = { responsive: 'yes', complete: 'yes', authentic: 'yes' } as const

/** What came of the second letter: orders, legal advice, reports and briefings. */
export const secondLetter: Line[] = [
  // The second letter: orders, advice, reports, briefings
  on(
    -40,
    '10:30',
    'staffer',
    gotLetter('Received; requests to other offices were passed on.', {
      office: 'O-1',
      letter: 'L-3',
      requests: ['R-5', 'R-6', 'R-9', 'R-11', 'R-13', 'R-16', 'R-23'],
    }),
  ),
  on(-40, '10:40', 'staffer', acknowledge('R-5')),
  on(-40, '10:42', 'staffer', acknowledge('R-6')),
  on(-40, '10:44', 'staffer', acknowledge('R-9')),
  on(-40, '10:46', 'minorityStaffer', acknowledge('R-11')),
  on(-40, '10:48', 'staffer', acknowledge('R-13')),
  on(-40, '10:50', 'minorityStaffer', acknowledge('R-16')),
  on(-40, '10:52', 'staffer', acknowledge('R-23')),
  on(-25, '13:00', 'staffer', extendTo('R-5', -9, COMMAND, CHAIR, 'Annexes are held at several levels of command.')),
  on(-9, '14:40', 'staffer', receive('R-5', 'One sealed envelope; the command calls it complete.')),
  on(-3, '10:05', 'minorityReviewer', takeUp('E-9')),
  on(
    -23,
    '14:30',
    'staffer',
    gotLetter('White House Counsel declines to produce any opinion given before the campaign.', {
      office: 'O-4',
      requests: ['R-6'],
    }),
  ),
  on(-23, '14:45', 'staffer', heldUpBy('R-6', 'counsel', 'Refused by letter.')),
  on(
    -23,
    '14:50',
    'staffer',
    refuse(
      'R-6',
      'Privilege: confidential legal advice',
      'White House Counsel',
      'By letter of the same day. No log of what is withheld came with it.',
    ),
  ),
  on(-6, '15:30', 'staffer', jot('R-6', 'Ask for a log of what is withheld before the claim is taken up.')),
  on(-19, '16:20', 'staffer', agree('R-9', 'The office offers the briefing for a date after the review.', -4)),
  on(-13, '15:10', 'staffer', heldUpBy('R-9', 'white_house_review', 'Slides are under review there.')),
  on(-33, '10:20', 'minorityStaffer', schedule('R-11', [-26, '10:00'], 'In the committee’s secure room.')),
  on(-26, '16:00', 'minorityStaffer', receive('R-11', 'Held as scheduled.')),
  on(-15, '13:40', 'reviewer', takeUp('E-3')),
  on(
    -13,
    '11:10',
    'reviewer',
    accept(
      'E-3',
      { responsive: 'yes', complete: 'yes', authentic: 'yes' },
      'The procedure was set out; questions of both sides were answered.',
    ),
  ),
  on(
    -12,
    '16:30',
    'reviewer',
    satisfied('R-11', 'A briefing was asked for and was given. The assessment itself is R-10.'),
  ),
  on(-24, '13:30', 'staffer', extendTo('R-12', -14, OSD, CHAIR, 'The general counsel is to be heard first.')),
  on(-22, '15:30', 'staffer', heldUpBy('R-12', 'counsel', 'With the department’s general counsel.')),
  on(
    -2,
    '16:10',
    'minorityStaffer',
    called('For our side: the ranking member’s office hears that no date will be named before the hearing.', {
      office: 'O-1',
      partition: 'minority',
      requests: ['R-12'],
    }),
  ),
  on(-25, '16:50', 'staffer', receivePart('R-13', 'One folder, read at the department and returned.')),
  on(
    -19,
    '14:15',
    'staffer',
    extendTo('R-13', 12, OSD, CHAIR, 'Delivered copies have to be made at three levels of command.'),
  ),
  on(-18, '10:10', 'minorityReviewer', takeUp('E-5')),
  on(
    -16,
    '11:30',
    'minorityReviewer',
    accept(
      'E-5',
      { responsive: 'yes', complete: 'no', authentic: 'yes' },
      'Accepted as what was read; a delivered copy is still to come.',
    ),
  ),
  on(-10, '13:45', 'minorityStaffer', receive('R-16', 'All notices, according to the cover letter; late.')),
  on(-8, '10:15', 'reviewer', takeUp('E-8')),
  on(
    -6,
    '14:10',
    'reviewer',
    accept('E-8', good, 'Agrees with the register of notices that the committee received itself.'),
  ),
  on(-6, '14:31', 'reviewer', satisfied('R-16', 'E-8 is a delivered copy, and complete.')),
  on(-4, '12:30', 'staffer', receive('R-23', 'Held; the office considers it answered.')),
]
