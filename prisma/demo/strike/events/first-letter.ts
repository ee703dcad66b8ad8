import { type Line, on } from '@/prisma/demo/stage'
import {
  accept,
  acknowledge,
  agree,
  called,
  climbTo,
  deficient,
  extendTo,
  gotLetter,
  heard,
  heldUpBy,
  jot,
  met,
  receive,
  receivePart,
  reject,
  satisfied,
  schedule,
  takeUp,
  wrote,
} from '@/prisma/demo/verbs'

const OSD = 'Office of the Secretary of Defense'
const COMMAND = 'Combatant command'
const CHAIR = 'Chair and ranking member'

/** What came of the first letter: a briefing, a video that was shown and not delivered, logs. */
export const firstLetter: Line[] = [
  // The first letter
  on(
    -44,
    '14:10',
    'staffer',
    gotLetter('The office acknowledges the letter, and names one contact for all four requests.', {
      office: 'O-1',
      letter: 'L-2',
      requests: ['R-1', 'R-2', 'R-3', 'R-4'],
    }),
  ),
  on(-44, '14:20', 'staffer', acknowledge('R-1')),
  on(-44, '14:22', 'staffer', acknowledge('R-2')),
  on(-44, '14:24', 'staffer', acknowledge('R-3')),
  on(-43, '09:30', 'staffer', acknowledge('R-4', 'Passed on to the combatant command.')),
  on(-41, '10:00', 'staffer', schedule('R-1', [-37, '14:00'], 'In the committee’s secure room, for both sides.')),
  on(-37, '16:40', 'staffer', receive('R-1', 'Held as scheduled; the office considers it answered.')),
  on(-30, '10:15', 'minorityReviewer', takeUp('E-1')),
  on(
    -27,
    '15:00',
    'minorityReviewer',
    accept(
      'E-1',
      { responsive: 'yes', complete: 'yes', authentic: 'yes' },
      'All points of the request were addressed; both sides attended.',
    ),
  ),
  on(-24, '10:30', 'minorityReviewer', satisfied('R-1', 'A briefing was asked for and was given.')),

  // R-2, the video: promised, shown, not delivered
  on(-38, '11:10', 'staffer', agree('R-2', 'The office says that it will make the recordings available.')),
  on(-38, '15:30', 'staffer', extendTo('R-2', -23, OSD, CHAIR, 'The search for recordings is not finished.')),
  on(-24, '17:30', 'minorityStaffer', receivePart('R-2', 'Two stretches shown in camera. No copy was left.')),
  on(
    -22,
    '11:40',
    'staffer',
    heard('A copy exists and has been sent to the White House for review. No date.', {
      office: 'O-1',
      requests: ['R-2'],
    }),
  ),
  on(
    -22,
    '11:48',
    'staffer',
    heldUpBy('R-2', 'white_house_review', 'Copy sent there for review, by e-mail of the office.'),
  ),
  on(-21, '09:30', 'reviewer', takeUp('E-7')),
  on(
    -20,
    '15:00',
    'reviewer',
    reject(
      'E-7',
      { responsive: 'yes', complete: 'no', authentic: 'not_known' },
      'Shown, not delivered; two stretches instead of the period asked for; no way to compare it with the original.',
    ),
  ),
  on(
    -20,
    '15:15',
    'reviewer',
    deficient('R-2', 'A delivered copy of the whole period asked for. Shown is not delivered.', -9),
  ),
  on(
    -16,
    '14:00',
    'staffer',
    met('The department offered a second showing. The committee declined it and asked for the copy. No agreement.', {
      office: 'O-4',
      withWhom: 'Deputy counsel, and the department’s general counsel',
      requests: ['R-2'],
    }),
  ),
  on(
    -16,
    '16:30',
    'staffer',
    climbTo('R-2', 'accommodation_meeting', 'Met with White House Counsel and the department; no agreement.'),
  ),
  on(
    -8,
    '15:20',
    'staffer',
    jot('R-2', 'Next rung, if the condition does not move them: a subpoena notice.', 'majority'),
  ),
  on(
    -8,
    '16:00',
    'minorityStaffer',
    jot('R-2', 'Our members want to see the certificate E-6 read into the record first.', 'minority'),
  ),
  on(
    -1,
    '10:40',
    'staffer',
    called('White House review gives no date for R-2 nor for the briefing R-9; asked who signs.', {
      office: 'O-1',
      withWhom: 'Legislative affairs',
      requests: ['R-2', 'R-9'],
    }),
  ),

  // the logs
  on(-25, '10:30', 'staffer', receivePart('R-3', 'First part, with a cover letter that announces more.')),
  on(
    -24,
    '13:10',
    'staffer',
    extendTo('R-3', -14, 'Strike cell', CHAIR, 'The rest has to be copied by hand from a separate system.'),
  ),
  on(-21, '10:40', 'reviewer', takeUp('E-4')),
  on(
    -19,
    '11:30',
    'reviewer',
    accept(
      'E-4',
      { responsive: 'yes', complete: 'no', authentic: 'yes' },
      'Accepted as the part that it is; the period asked for is not covered.',
    ),
  ),
  on(
    -14,
    '10:20',
    'staffer',
    extendTo('R-3', 6, 'Strike cell', CHAIR, 'Copying takes longer than it was thought; a first index was sent.'),
  ),
  on(-14, '10:30', 'staffer', heldUpBy('R-3', 'addressee', 'Copying goes on.')),
  on(-34, '11:45', 'staffer', agree('R-4', 'The command will deliver an export of its systems.')),
  on(
    -30,
    '13:20',
    'staffer',
    extendTo('R-4', -18, COMMAND, CHAIR, 'The export has to be checked by the owner of each system.'),
  ),
  on(
    -27,
    '16:10',
    'staffer',
    heldUpBy('R-4', 'classification_originator', 'The originator has to release the export.'),
  ),
  on(
    -17,
    '09:50',
    'staffer',
    wrote('R-4 was due yesterday. Which originator holds the export, and since when?', {
      office: 'O-2',
      requests: ['R-4'],
    }),
  ),
]
