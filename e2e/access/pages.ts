import type { Who, World } from './world'

/** Who may open an address; to everybody else who is signed in it does not exist. */
export type Audience = 'anybody' | 'signed in' | 'member' | 'staff' | 'staffer' | 'manager' | 'admin'

export const audiences: Record<Audience, readonly Who[]> = {
  anybody: ['nobody', 'disabled', 'outsider', 'viewer', 'staffer', 'reviewer', 'minority', 'chair', 'admin'],
  'signed in': ['outsider', 'viewer', 'staffer', 'reviewer', 'minority', 'chair', 'admin'],
  member: ['viewer', 'staffer', 'reviewer', 'minority', 'chair'],
  staff: ['staffer', 'minority'],
  staffer: ['staffer'],
  manager: ['chair', 'admin'],
  admin: ['admin'],
}

export type Rule = {
  pattern: RegExp
  audience: Audience
  /** What fills the places of the pattern, besides the inquiry */
  places?: (world: World) => Record<string, string>
  /** The same for a record that is the majority's own: to the minority, and to whoever is nonpartisan, it does not exist */
  own?: Record<string, string>
  /** Whoever is signed in is led elsewhere at once */
  leads?: RegExp
}

const record = (path: string, prefix: string, own = false): Rule[] => [
  {
    pattern: new RegExp(`^/inquiries/\\[slug\\]/${path}/\\[ref\\](/edit)?$`),
    audience: 'member',
    places: () => ({ ref: `${prefix}-1` }),
    ...(own && { own: { ref: `${prefix}-M1` } }),
  },
]

/** The first rule that matches counts. An address that no rule matches fails the test: whoever adds a page says here whom it is for. */
const rules: readonly Rule[] = [
  { pattern: /^\/(icon\.svg|api\/health|api\/ready)$/, audience: 'anybody' },
  { pattern: /^\/sign-in$/, audience: 'anybody', leads: /^\/$/ },
  { pattern: /^\/$/, audience: 'signed in', leads: /^\/inquiries/ },
  { pattern: /^\/(me|inquiries|api-docs)$/, audience: 'signed in' },
  { pattern: /^\/(people|people\/new|people\/refusals|inquiries\/new)$/, audience: 'admin' },
  { pattern: /^\/people\/\[id\]$/, audience: 'admin', places: ({ ids }) => ({ id: ids.viewer }) },
  { pattern: /^\/inquiries\/\[slug\]\/settings(\/close|\/refusals|\/spills)?$/, audience: 'manager' },
  {
    pattern: /^\/inquiries\/\[slug\]\/settings\/members\/\[id\]$/,
    audience: 'manager',
    places: ({ seats }) => ({ id: seats.viewer }),
  },
  ...record('questions', 'Q'),
  ...record('claims', 'CL'),
  ...record('offices', 'O'),
  ...record('productions', 'P'),
  ...record('evidence', 'E'),
  ...record('withheld', 'W'),
  { pattern: /^\/inquiries\/\[slug\]\/evidence\/\[ref\]\/lines$/, audience: 'member', places: () => ({ ref: 'E-1' }) },
  ...record('requests', 'R', true),
  ...record('correspondence', 'CO', true),
  ...record('letters', 'L', true),
  {
    pattern: /^\/inquiries\/\[slug\]\/questions\/\[ref\]\/moves\/\[verb\]$/,
    audience: 'member',
    places: () => ({ ref: 'Q-1', verb: 'withdraw' }),
  },
  {
    pattern: /^\/inquiries\/\[slug\]\/evidence\/\[ref\]\/(derive|custody-record|custody\/earlier)$/,
    audience: 'member',
    places: () => ({ ref: 'E-1' }),
  },
  { pattern: /^\/inquiries\/\[slug\]\/evidence\/whereabouts$/, audience: 'member' },
  {
    pattern: /^\/inquiries\/\[slug\]\/evidence\/whereabouts\/\[kind\]$/,
    audience: 'member',
    places: () => ({ kind: 'checked_out' }),
  },
  {
    pattern: /^\/inquiries\/\[slug\]\/evidence\/\[ref\]\/custody\/\[kind\]$/,
    audience: 'member',
    places: () => ({ ref: 'E-1', kind: 'checked_out' }),
  },
  {
    pattern: /^\/inquiries\/\[slug\]\/evidence\/\[ref\]\/custody\/correct\/\[entry\]$/,
    audience: 'member',
    places: () => ({ ref: 'E-1', entry: '1' }),
  },
  {
    pattern: /^\/inquiries\/\[slug\]\/evidence\/\[ref\]\/moves\/\[verb\]$/,
    audience: 'member',
    places: () => ({ ref: 'E-1', verb: 'accept' }),
  },
  {
    pattern: /^\/inquiries\/\[slug\]\/withheld\/\[ref\]\/moves\/\[verb\]$/,
    audience: 'member',
    places: () => ({ ref: 'W-1', verb: 'challenge' }),
  },
  {
    pattern: /^\/inquiries\/\[slug\]\/withheld\/import\/\[id\]$/,
    audience: 'member',
    places: ({ log }) => ({ id: log }),
  },
  { pattern: /^\/inquiries\/\[slug\]\/withheld(\/(challenge|csv|figures|import|new))?$/, audience: 'member' },
  {
    pattern: /^\/inquiries\/\[slug\]\/requests\/\[ref\]\/moves\/\[verb\]$/,
    audience: 'member',
    places: () => ({ ref: 'R-1', verb: 'withdraw' }),
    own: { ref: 'R-M1', verb: 'withdraw' },
  },
  {
    pattern: /^\/inquiries\/\[slug\]\/letters\/\[ref\]\/(clear|requests)$/,
    audience: 'member',
    places: () => ({ ref: 'L-1' }),
    own: { ref: 'L-M1' },
  },
  {
    pattern: /^\/inquiries\/\[slug\]\/letters\/\[ref\]\/moves\/\[verb\]$/,
    audience: 'member',
    places: () => ({ ref: 'L-1', verb: 'submit' }),
    own: { ref: 'L-M1', verb: 'submit' },
  },
  {
    pattern: /^\/inquiries\/\[slug\]\/requests\/\[ref\]\/record\/\[what\]$/,
    audience: 'member',
    places: () => ({ ref: 'R-1', what: 'owner' }),
    own: { ref: 'R-M1', what: 'owner' },
  },
  {
    pattern:
      /^\/inquiries\/\[slug\](\/(claims|correspondence|evidence|history|jobs|letters|offices|productions|questions|requests|search|uploads|work))?$/,
    audience: 'member',
  },
  {
    pattern:
      /^\/inquiries\/\[slug\]\/(claims|correspondence|evidence|letters|offices|productions|questions|requests)\/new$/,
    audience: 'member',
  },
  {
    pattern: /^\/inquiries\/\[slug\]\/uploads\/\[id\]$/,
    audience: 'staff',
    places: ({ upload }) => ({ id: upload }),
  },
  {
    pattern: /^\/inquiries\/\[slug\]\/files\/\[id\]$/,
    audience: 'member',
    places: ({ file }) => ({ id: file }),
  },
  { pattern: /^\/inquiries\/\[slug\]\/hand-over$/, audience: 'member' },
  // A bag is there for whoever had it prepared.
  { pattern: /^\/inquiries\/\[slug\]\/bags\/\[id\]$/, audience: 'staffer', places: ({ bag }) => ({ id: bag }) },
  {
    pattern: /^\/inquiries\/\[slug\]\/productions\/\[ref\]\/volume$/,
    audience: 'member',
    places: () => ({ ref: 'P-1' }),
  },
  {
    pattern: /^\/inquiries\/\[slug\]\/jobs\/\[id\](\/csv)?$/,
    audience: 'member',
    places: ({ job }) => ({ id: job }),
  },
  { pattern: /^\/inquiries\/\[slug\]\/(requests|history)\/csv$/, audience: 'member' },
  { pattern: /^\/inquiries\/\[slug\]\/(productions|custody)\/(csv|xlsx)$/, audience: 'member' },
  { pattern: /^\/inquiries\/\[slug\]\/(productions\/log|custody)$/, audience: 'member' },
]

/** Addresses with a test of their own: signing out is no page, every API operation is called by itself, and what is no page answers 404 to everybody. */
export const apart = [
  '/sign-out',
  '/api/v1/[[...path]]',
  '/api/v1/inquiries/[slug]/bags/[id]',
  '/api/v1/inquiries/[slug]/files/[id]',
  '/api/v1/inquiries/[slug]/uploads/[[...id]]',
  '/inquiries/[slug]/[...rest]',
  '/_not-found',
]

export function ruleFor(pattern: string): Rule | undefined {
  return rules.find((rule) => rule.pattern.test(pattern))
}
