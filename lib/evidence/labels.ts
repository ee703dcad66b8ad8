/*
 * A file of its own beside schema.ts, because the page of uploads draws these fields in the browser, which needs nothing else of the schema.
 */

/** What the screens call the fields of a register entry. */
export const entryLabels = {
  title: 'Title',
  description: 'Description',
  kind: 'Kind',
  happened: 'When it happened',
  happenedFrom: 'Happened from',
  happenedTo: 'Happened until',
  receivedOn: 'Received on',
  fromOffice: 'From',
  accessMode: 'Access',
  handling: 'Handling',
  heldAt: 'Held at',
  controlNumber: 'Control number',
  copyNo: 'Copy',
  maySee: 'Who may see it',
  requests: 'Requests answered',
  all: 'All has come on',
  part: 'Part has come on',
  parent: 'Made from',
  derivation: 'How it was made',
  production: 'Came with delivery',
  batesFrom: 'First Bates number',
  batesTo: 'Last Bates number',
  custodian: 'Custodian',
  author: 'Author',
} as const
