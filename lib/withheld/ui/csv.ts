import { evidenceStatuses } from '@/lib/evidence/status'
import { accommodations, bases, entryLabels, extents, type WithheldRecord } from '@/lib/withheld/schema'
import { withheldStatuses } from '@/lib/withheld/status'

/** The entries for a spreadsheet, with every field; the words of the screen, days as YYYY-MM-DD. */
export function withheldCsv(entries: WithheldRecord[]): { header: string[]; lines: (string | number | null)[][] } {
  return {
    header: [
      'Number',
      entryLabels.controlNumber,
      entryLabels.what,
      entryLabels.documentType,
      entryLabels.datedOn,
      entryLabels.author,
      entryLabels.addressees,
      entryLabels.custodian,
      entryLabels.pages,
      entryLabels.extent,
      entryLabels.basis,
      entryLabels.basisWords,
      entryLabels.office,
      entryLabels.assertedBy,
      entryLabels.assertedOn,
      'Status',
      'Since (UTC)',
      'Reason',
      'Accommodation',
      'Came as',
      'Status of what came',
      entryLabels.production,
      entryLabels.requests,
    ],
    lines: entries.map((entry) => [
      entry.ref,
      entry.controlNumber,
      entry.what,
      entry.documentType,
      entry.datedOn,
      entry.author,
      entry.addressees,
      entry.custodian,
      entry.pages,
      extents[entry.extent],
      bases[entry.basis],
      entry.basisWords,
      entry.office.name,
      entry.assertedBy,
      entry.assertedOn,
      withheldStatuses[entry.status],
      entry.statusSince,
      entry.statusReason,
      entry.accommodation && accommodations[entry.accommodation],
      entry.releasedAs?.ref ?? null,
      entry.releasedAs && evidenceStatuses[entry.releasedAs.status],
      entry.production,
      entry.requests.map(({ ref }) => ref).join(' '),
    ]),
  }
}
