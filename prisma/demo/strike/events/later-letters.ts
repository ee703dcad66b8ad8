import { type Line, on } from '@/prisma/demo/stage'
import {
  acknowledge,
  called,
  extendTo,
  heard,
  heldUpBy,
  jot,
  receivePart,
  reject,
  schedule,
  sendBack,
  takeUp,
} from '@/prisma/demo/verbs'

const COMMAND = 'Combatant command'
const CHAIR = 'Chair and ranking member'

/** What came of the later letters: testimony, the later interdictions, letters that have not gone out. */
export const laterLetters: Line[] = [
  // The third: testimony, later interdictions, the access log
  on(
    -20,
    '11:20',
    'staffer',
    heard('The command received the invitation; its head will come, the officer of the strike cell consults counsel.', {
      office: 'O-2',
      letter: 'L-5',
      requests: ['R-7', 'R-8', 'R-18'],
    }),
  ),
  on(-20, '11:30', 'staffer', schedule('R-7', [-12, '10:00'], 'Open session first, closed session in the afternoon.')),
  on(-20, '11:35', 'minorityStaffer', acknowledge('R-18', 'Passed on to the strike cell.')),
  on(-18, '15:40', 'staffer', acknowledge('R-8', 'Counsel has been engaged; no date yet.')),
  on(
    -15,
    '09:20',
    'staffer',
    extendTo('R-7', 8, COMMAND, CHAIR, 'The witness’s counsel asked for two more weeks to prepare.'),
  ),
  on(-15, '09:30', 'staffer', schedule('R-7', [8, '10:00'], 'Postponed at the request of counsel.')),
  on(-7, '15:30', 'staffer', receivePart('R-14', 'Volume CC-001; more volumes are announced.')),
  on(-6, '10:10', 'minorityReviewer', takeUp('E-10')),
  on(-5, '10:40', 'staffer', extendTo('R-14', 11, COMMAND, CHAIR, 'Further volumes are being copied.')),
  on(
    -5,
    '15:50',
    'minorityReviewer',
    reject(
      'E-10',
      { responsive: 'yes', complete: 'no', authentic: 'yes' },
      'The index names recordings that are not on the drive.',
    ),
  ),
  on(
    -2,
    '14:50',
    'minorityStaffer',
    jot('R-14', 'CC-002 came; compare it with the index of CC-001 before it is taken up.'),
  ),

  // The combatant command’s own letter
  on(-17, '10:30', 'minorityStaffer', acknowledge('R-10')),
  on(-17, '10:35', 'minorityStaffer', schedule('R-21', [-5, '14:00'], 'At the command’s office in Washington.')),
  on(-16, '09:15', 'minorityStaffer', acknowledge('R-15')),
  on(
    -11,
    '13:25',
    'minorityStaffer',
    heldUpBy('R-10', 'classification_originator', 'The originator of the reports cited in it has to agree.'),
  ),
  on(
    -8,
    '13:30',
    'minorityStaffer',
    extendTo('R-10', 3, COMMAND, CHAIR, 'The originator asked for time until its own review is done.'),
  ),
  on(-7, '11:00', 'minorityStaffer', extendTo('R-21', 10, COMMAND, CHAIR, 'The briefers are travelling.')),
  on(-7, '11:10', 'minorityStaffer', schedule('R-21', [9, '14:00'], 'Postponed: the briefers are travelling.')),

  // Letters that have not gone out
  on(-1, '16:40', 'reviewer', sendBack('L-10', 'Say which documents the witness is to bring, and leave a week more.')),
  on(
    -1,
    '15:20',
    'staffer',
    called('For our side: the chair’s office will decide on the privilege log letter next week.', {
      office: 'O-4',
      partition: 'majority',
      requests: ['R-6'],
      letter: 'L-M1',
    }),
  ),
]
