import type { QuestionRow } from '@/prisma/demo/rows'

/** What the inquiry wants to know. Nothing here says what happened: what is alleged stands among the claims, with its source. */
export const questions: QuestionRow[] = [
  {
    ref: 'Q-1',
    theme: 'who_ordered',
    needs: ['briefing', 'log', 'testimony', 'document'],
    wording: 'Who ordered the first strike, and on what authority?',
    why: 'The order is where responsibility begins. Without its author and its legal basis no later decision can be judged.',
  },
  {
    ref: 'Q-2',
    theme: 'who_ordered',
    needs: ['briefing', 'video', 'log', 'testimony', 'document'],
    wording: 'Who ordered the alleged follow-on strike: was it one order, or discretion that had been delegated?',
    why: 'Reporting alleges a follow-on strike. Whether it was ordered anew or left to those on the spot decides whose decision it was.',
  },
  {
    ref: 'Q-3',
    theme: 'what_happened',
    needs: ['briefing', 'video', 'log', 'testimony'],
    wording: 'Were there survivors after the first strike, as is alleged, and did those deciding know it?',
    why: 'What was known at the moment of decision matters as much in law as what was the case.',
  },
  {
    ref: 'Q-4',
    theme: 'legal_authority',
    needs: ['briefing', 'video', 'log', 'testimony', 'document'],
    wording: 'If there were survivors, were they hors de combat when they were struck?',
    why: 'International humanitarian law protects people who are out of the fight. To strike them deliberately may be a war crime.',
  },
  {
    ref: 'Q-5',
    theme: 'why',
    needs: ['briefing', 'log', 'testimony', 'document'],
    wording: 'What imminent threat was assessed before the strike, by whom, and on what intelligence?',
    why: 'The administration calls the campaign lawful. That rests on a threat assessment which the committee has to see.',
  },
  {
    ref: 'Q-6',
    theme: 'legal_authority',
    needs: ['briefing', 'testimony', 'document'],
    wording:
      'What legal advice was given, when and to whom: before the campaign, between the first and the alleged follow-on strike, and after?',
    why: 'Advice that was asked for, given, or passed over shows what those deciding believed that they were allowed to do.',
  },
  {
    ref: 'Q-7',
    theme: 'legal_authority',
    needs: ['briefing', 'log', 'testimony', 'document'],
    wording: 'Which rules of engagement and orders governed the operation, and were they followed?',
    why: 'Conduct is measured against the rules in force at the time, so these have to be on record before anything else.',
  },
  {
    ref: 'Q-8',
    theme: 'chain_of_command',
    needs: ['briefing', 'log', 'testimony', 'document'],
    wording: 'What was reported up the chain of command, and when; and what was Congress told?',
    why: 'Reports made at the time are the best witness of what was known, and Congress has to know whether it was told all of it.',
  },
  {
    ref: 'Q-9',
    theme: 'preservation',
    needs: ['video', 'log', 'testimony', 'document'],
    wording: 'Has all video, audio, chat and log material been preserved, and is what was shown complete and unedited?',
    why: 'Every other answer rests on this one: a finding is worth no more than the record that it is drawn from.',
  },
  {
    ref: 'Q-10',
    theme: 'what_happened',
    needs: ['briefing', 'video', 'log', 'testimony', 'document'],
    wording: 'Was the same practice followed in later interdictions?',
    why: 'One decision and a standing practice call for different remedies, up to legislative limits on future operations.',
  },
]
