/** A page for when something went wrong: what happened, what to do, and where to go on. */
export type Trouble = { title: string; words: string[]; ways: { label: string; href: string }[] }

const home = { label: 'Go to your inquiries', href: '/inquiries' }

/** An unknown address and a hidden record get this same page, so that nothing is learned from the difference. */
export const notFoundTrouble: Trouble = {
  title: 'Page not found',
  words: [
    'There is no such page, or it is not open to you. The two look the same on purpose.',
    'Check the address for a letter too many or too few. A record is found by its number: search for R-12 or Q-4 inside its inquiry.',
  ],
  ways: [home],
}

/** For pages that everybody may know of and only some may open, such as the list of people. */
export const forbiddenTrouble: Trouble = {
  title: 'This page is not open to your role',
  words: [
    'The page exists, and your account may not open it.',
    'An administrator of the committee can change your role in an inquiry, or your account.',
  ],
  ways: [home, { label: 'See your role', href: '/me' }],
}

/** A fault of ours: the log holds the detail under the id that is shown. */
export const failedTrouble: Trouble = {
  title: 'This page failed',
  words: [
    'The fault is in the system, not in what you did. What was saved before is safe, and the fault is logged.',
    'If you were sending a form, look at the record first: its history says whether the change arrived.',
  ],
  // An empty address is the page itself.
  ways: [{ label: 'Load the page again', href: '' }, home],
}
