import type { Story } from '@/prisma/demo/rows'
import { claims } from '@/prisma/demo/strike/claims'
import { firstLetter } from '@/prisma/demo/strike/events/first-letter'
import { laterLetters } from '@/prisma/demo/strike/events/later-letters'
import { preservation } from '@/prisma/demo/strike/events/preservation'
import { secondLetter } from '@/prisma/demo/strike/events/second-letter'
import { evidence } from '@/prisma/demo/strike/evidence'
import { firstPlan } from '@/prisma/demo/strike/first-plan'
import { laterRequests } from '@/prisma/demo/strike/later-requests'
import { letters } from '@/prisma/demo/strike/letters'
import { offices } from '@/prisma/demo/strike/offices'
import { questions } from '@/prisma/demo/strike/questions'

/** The inquiry into the September strike, in mid-course: facts of the event from published reporting, the committee's own work made up. */
export const strike: Story = {
  inquiry: {
    slug: 'september-strike',
    name: 'September maritime strike',
    committee: 'Oversight committee of the demonstration',
    chamber: 'senate',
    timeZone: 'America/New_York',
    openedOn: -54,
    notice:
      'Demonstration inquiry. Facts about the event are from published reporting, and what is alleged is marked so. The committee’s own work here (letters, requests, dates, statuses, register entries) is made for the demonstration.',
  },
  founded: [-54, '10:00', 'staffer'],
  offices,
  questions,
  claims,
  requests: [...firstPlan, ...laterRequests],
  letters,
  evidence,
  withheld: [],
  // What happened between the letters. To add to the story, add a line to one of them; the order in a file is free.
  events: [...preservation, ...firstLetter, ...secondLetter, ...laterLetters],
}
