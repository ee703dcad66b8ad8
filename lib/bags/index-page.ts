import { placeOf } from '@/lib/bags/layout'
import { reasons } from '@/lib/bags/schema'
import { type BagFacts, leftOutOf, payloadOf } from '@/lib/bags/tags'
import { evidenceStatuses } from '@/lib/evidence/status'
import { accessModes, bytes, counted, figure, handlings, kinds } from '@/lib/words'

/*
 * The page that lies in a bag for whoever opens it: one file, nothing to load, no scripts. Pure, and of a name of its own: it is no component of ours, and has
 * to be readable in twenty years.
 */

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2.5rem}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{border-bottom:1px solid #c9c9c9;padding:.35rem .6rem .35rem 0;text-align:left;vertical-align:top}code,.hash{font-family:ui-monospace,monospace;font-size:.85em;overflow-wrap:anywhere}
pre{background:#f0f0f0;padding:.75rem;overflow:auto}details{margin:.25rem 0}summary{cursor:pointer}.sub{color:#5c5c5c}a{color:#005ea2}`

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const esc = (text: string | number | boolean | null): string =>
  String(text ?? '').replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)
const link = (path: string, words: string) =>
  `<a href="${esc(path.split('/').map(encodeURIComponent).join('/'))}">${esc(words)}</a>`
const table = (heads: string[], rows: string[][]) =>
  `<table><thead><tr>${heads.map((head) => `<th scope="col">${esc(head)}</th>`).join('')}</tr></thead><tbody>\n${rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('\n')}</tbody></table>`

/** What is in the bag, what is not and why, who has held each item, and how to check it. */
export function indexPage(facts: BagFacts): string {
  const { name, of, inquiry, committee, by, made, items, requests } = facts
  const files = payloadOf(items)
  const missing = leftOutOf(items)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const day = made.toISOString().replace('T', ' ').slice(0, 19)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${esc(name)}</title><style>${STYLE}</style></head><body>
<p>${esc(committee)}</p>
<h1>${esc(inquiry)}: ${esc(of)}</h1>
<p>Prepared by ${esc(by)} on ${day} UTC. ${esc(counted(items.length, 'item'))} of the register, ${esc(counted(files.length, 'file'))}, ${esc(bytes(total))} (${figure(total)} bytes).
${missing.length ? `Not in it: ${esc(counted(missing.length, 'file or item', 'files or items'))}, each with the reason <a href="#out">below</a>.` : 'Nothing was left out.'}</p>
<h2>How to check it</h2>
<p>This folder is a BagIt bag (RFC 8493). With any shell, inside of it:</p>
<pre>sha256sum -c manifest-sha256.txt
sha256sum -c tagmanifest-sha256.txt</pre>
<p>Every line must end in OK. The same with <code>sha512sum</code> and the other two. The Library of Congress’s <code>bagit.py --validate</code> checks all of it at once, also that nothing was added.
What is known of each file, item, request and step of custody stands in <code>metadata/</code>, as CSV for spreadsheets and as JSON for programs.</p>
<h2>Items</h2>
${table(
  ['No.', 'What', 'From, received', 'Access, handling', 'Status', 'Files'],
  items.map(({ record, files: own, custody, out }) => [
    `<b id="${esc(record.ref)}">${esc(record.ref)}</b>`,
    `${esc(record.title)}<br><span class="sub">${esc(kinds[record.kind])}, revision ${record.revision}; answers ${esc(record.requests.map(({ ref }) => ref).join(', '))}</span>${chain(custody)}`,
    `${esc(record.from.name)}<br>${esc(record.receivedOn)}`,
    `${esc(accessModes[record.accessMode])}<br>${esc(handlings[record.handling])}${record.controlNumber ? `<br>Control no. ${esc(record.controlNumber)}` : ''}${record.copyNo ? `<br>Copy ${esc(record.copyNo)}` : ''}${record.maySee ? `<br>May be seen by ${esc(record.maySee)}` : ''}${out ? `<br>Held at ${esc(record.heldAt)}` : ''}`,
    esc(evidenceStatuses[record.status]),
    out
      ? esc(reasons[out])
      : own
          .map((file) =>
            file.out
              ? `${esc(file.name)}: not in the bag. ${esc(reasons[file.out])}`
              : `${link(placeOf(file), file.name)}, ${esc(bytes(file.size))}<br><span class="hash">${file.sha256}</span>`,
          )
          .join('<br>'),
  ]),
)}
${
  missing.length
    ? `<h2 id="out">Not in the bag</h2>
${table(
  ['No.', 'What', 'File', 'Why'],
  missing.map((one) => [
    esc(one.item),
    esc(one.title),
    one.name === null ? '' : `${esc(one.name)}, revision ${one.revision}`,
    esc(reasons[one.reason]),
  ]),
)}`
    : ''
}
<h2>Requests</h2>
${table(
  ['No.', 'What was asked', 'Of whom', 'Status', 'Issued', 'First due', 'Due'],
  requests.map((one) => [
    esc(one.ref),
    `${esc(one.title)}<details><summary>Wording</summary>${esc(one.wording)}</details>`,
    esc(one.addressee),
    esc(one.status.replaceAll('_', ' ')),
    esc(one.issuedOn),
    esc(one.firstDueOn),
    esc(one.dueOn),
  ]),
)}
<p class="sub">Oversight Ledger is an unclassified system. Times are UTC.</p>
</body></html>
`
}

type Steps = BagFacts['items'][number]['custody']

function chain(steps: Steps): string {
  if (steps.length === 0) return ''
  const lines = steps.map((step) => {
    const way = [step.from && `from ${step.from}`, step.to && `to ${step.to}`, step.place && `at ${step.place}`]
    const words = [String(step.kind).replaceAll('_', ' '), `by ${step.by}`, ...way].filter(Boolean).join(' ')
    return `<tr><td>${esc(step.entry ?? null)}</td><td>${esc(step.happened ?? null)}</td><td>${esc(words)}${step.note ? `. ${esc(step.note)}` : ''}</td></tr>`
  })
  return `<details><summary>Chain of custody, ${counted(steps.length, 'entry', 'entries')}</summary><table>${lines.join('')}</table></details>`
}
