import { certifications, type ProductionRecord, productionLabels, productionMedia } from '@/lib/productions/schema'

/** The deliveries for a spreadsheet, with every field; the words of the screen, days as YYYY-MM-DD. */
export function productionTable(rows: ProductionRecord[]): { header: string[]; lines: (string | number | null)[][] } {
  return {
    header: [
      'Number',
      productionLabels.fromOffice,
      productionLabels.receivedOn,
      productionLabels.medium,
      productionLabels.volume,
      productionLabels.batesFrom,
      productionLabels.batesTo,
      productionLabels.certification,
      productionLabels.certifiedBy,
      productionLabels.requests,
      'Items in the register',
      productionLabels.coverLetter,
      productionLabels.note,
    ],
    lines: rows.map((row) => [
      row.ref,
      row.from.name,
      row.receivedOn,
      productionMedia[row.medium],
      row.volume,
      row.batesFrom,
      row.batesTo,
      certifications[row.certification],
      row.certifiedBy,
      row.requests.map(({ ref }) => ref).join(' '),
      row.items,
      row.coverLetter,
      row.note,
    ]),
  }
}
