import { CONCORDANCE, newlines, quotes, separators } from '@/lib/tables/layout'
import { bring, deliver } from '@/prisma/demo/deliveries'
import { on } from '@/prisma/demo/stage'

/* Two volumes of the exercise, as a producer makes them. All of it is fictional. Numbers are skipped, and one stands in both. */

const HEADINGS = [
  'BEGDOC',
  'ENDDOC',
  'CUSTODIAN',
  'TITLE',
  'DOCDATE',
  'KIND',
  'HAPPENED FROM',
  'HAPPENED UNTIL',
  'NATIVELINK',
  'FOLDER',
]

const [separator] = separators[CONCORDANCE.separator]
const [quote] = quotes[CONCORDANCE.quote]
const [newline] = newlines[CONCORDANCE.newline]

/** A load file in Concordance's delimiters. */
const dat = (rows: string[][]) =>
  [HEADINGS, ...rows]
    .map((row) => row.map((cell) => `${quote}${cell.replaceAll('\n', newline)}${quote}`).join(separator))
    .join('\r\n')

const head = (what: string) => `EXERCISE. Fictional. Ferry operator.\n${what}\n\n`

const engineLog = () => {
  const lines: string[] = []
  for (let minute = 0; minute < 90; minute += 5) {
    const at = new Date(Date.UTC(2025, 10, 2, 19, minute)).toISOString().slice(0, 19)
    lines.push(`${at}Z ENG ${minute < 70 ? 'harbor revolutions' : 'half ahead'}`)
  }
  return `${lines.join('\n')}\n`
}

const first = {
  'DATA/ALD-001.DAT': dat([
    [
      'ALD-000001',
      'ALD-000003',
      'Harbor office',
      'Rules for sailing in bad weather',
      '09/01/2025',
      '',
      '',
      '',
      '.\\NATIVES\\0001.TXT',
      'Rules\nin force',
    ],
    [
      'ALD-000004',
      'ALD-000004',
      'Bridge office',
      'Weather notice, 16:00',
      '11/02/2025',
      '',
      '',
      '',
      '.\\NATIVES\\0004.TXT',
      '',
    ],
    [
      'ALD-000007',
      'ALD-000008',
      'Bridge office',
      'Weather notice, 18:00, with remarks',
      '11/02/2025',
      '',
      '',
      '',
      '.\\NATIVES\\0007.TXT',
      '',
    ],
    [
      'ALD-000009',
      'ALD-000009',
      'Harbor office',
      'Note to the officer of the watch',
      '11/02/2025',
      '',
      '',
      '',
      '.\\NATIVES\\0009.TXT',
      '',
    ],
  ]),
  'natives/0001.txt': `${head('Rules for sailing in bad weather')}The master decides. Above force 9 no ferry leaves harbor.\n`,
  'natives/0004.txt': `${head('Weather notice, 16:00')}Wind southwest, force 7, rising.\n`,
  'natives/0007.txt': `${head('Weather notice, 18:00')}Wind southwest, force 8 to 9. Remark by hand: seen by the bridge.\n`,
  'natives/0009.txt': `${head('Note')}The 20:00 crossing is expected to sail.\n`,
}

const second = {
  'DATA/ALD-002.DAT': dat([
    [
      'ALD-000009',
      'ALD-000010',
      'Harbor office',
      'Note to the officer of the watch, with answer',
      '11/02/2025',
      '',
      '',
      '',
      '.\\NATIVES\\0009.TXT',
      '',
    ],
    [
      'ALD-000012',
      'ALD-000014',
      'Engine room',
      'Engine log, export',
      '11/02/2025',
      'Log',
      '2025-11-02T19:00:00Z',
      '2025-11-02T20:30:00Z',
      '.\\NATIVES\\0012.LOG',
      '',
    ],
  ]),
  'natives/0009.txt': `${head('Note, with answer')}The 20:00 crossing is expected to sail. Answer: understood.\n`,
  'natives/0012.log': engineLog(),
}

/** Deliveries and their volumes: P-1 with four documents, P-2 with two. */
export const volumes = [
  on(
    -3,
    '11:00',
    'staffer',
    deliver({
      ref: 'P-1',
      from: 'O-1',
      volume: 'ALD-001',
      batesFrom: 'ALD-000001',
      batesTo: 'ALD-000009',
      coverLetter: 'Fictional. Encloses rules and weather notices; logs follow in a second volume.',
      answers: ['R-4'],
    }),
  ),
  on(-3, '11:20', 'staffer', bring('P-1', 'ALD-001', first)),
  on(
    -1,
    '10:00',
    'minorityStaffer',
    deliver({
      ref: 'P-2',
      from: 'O-2',
      volume: 'ALD-002',
      batesFrom: 'ALD-000010',
      batesTo: 'ALD-000016',
      coverLetter: 'Fictional. Encloses the engine log and what belongs to it.',
      answers: ['R-2', 'R-4'],
    }),
  ),
  on(-1, '10:10', 'minorityStaffer', bring('P-2', 'ALD-002', second)),
]
