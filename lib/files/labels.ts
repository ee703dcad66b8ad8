/*
 * A file of its own beside schema.ts, because the page of uploads draws these fields in the browser, which needs nothing else of the schema.
 */

/** What the screens call the fields of an upload. */
export const uploadLabels = {
  filename: 'File name',
  evidence: 'Evidence item',
  changed: 'What changed',
  receivedOn: 'Received on',
  claimedHash: 'Producer’s hash',
  againReason: 'Why it is kept again',
  note: 'Reason',
} as const
