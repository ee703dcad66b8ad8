import type { FileRecord } from '@/lib/files/schema'
import { audioWords, containerWords, stampWords, zulu } from '@/lib/files/ui/words'
import { timecode } from '@/lib/time'
import type { Fact } from '@/lib/ui/facts'
import { counted, figure } from '@/lib/words'

/** What is known of a kept file, fact by fact, for the head of its item's facts. @param begins when the item's entry says that it begins */
export function fileFacts(file: FileRecord, checked: string, begins: string | null): (Fact | false)[] {
  const { metadata: of } = file
  const played = of.durationMs !== undefined
  return [
    { name: 'File', value: `${file.name}, ${figure(file.size)} bytes` },
    { name: 'SHA-256', value: <Hash of={file.sha256} />, sub: claimWords(file), all: true },
    { name: 'Verified', value: checked },
    { name: 'Container', value: containerWords(of) },
    played && { name: 'Length', value: timecode(of.durationMs ?? 0) },
    played && { name: 'Audio', value: audioWords(of) },
    played && {
      name: 'Clock',
      value: clockWords(of.startsAt, begins),
      sub: of.createdAt && `The file says that it was made ${zulu(of.createdAt)}`,
    },
    { name: 'Media type', value: file.mediaType },
    of.pages !== undefined && { name: 'Pages', value: figure(of.pages) },
    of.locked === true && { name: 'Opens', value: 'Only with a password' },
    of.text !== undefined && { name: 'Lines', value: counted(of.text.lines, 'line'), sub: encodingWords(of.text) },
    of.text?.firstStamp !== undefined && { name: 'First time', value: stampWords(of.text.firstStamp) },
    of.text?.lastStamp !== undefined && { name: 'Last time', value: stampWords(of.text.lastStamp) },
    of.width !== undefined && { name: 'Picture', value: `${figure(of.width)} by ${figure(of.height ?? 0)}` },
    of.ruledOrdinary === true && {
      name: 'Spill guard',
      value: 'A line says CONFIDENTIAL; it was ruled a company’s own marking',
      sub: 'The ruling, and its reason, stand in the history.',
    },
    of.unread !== undefined && { name: 'Not read', value: of.unread },
  ]
}

function clockWords(ofFile: string | undefined, ofEntry: string | null): string {
  if (ofFile) return `Starts ${zulu(ofFile)}`
  return ofEntry ? `Starts ${zulu(ofEntry)}, as the entry says` : 'Start in Zulu time not known'
}

const encodingWords = ({ encoding }: { encoding: string }) => (encoding === 'utf-8' ? undefined : encoding)

/** A hash in two lines of 32, so that two people can read it to each other. */
const Hash = ({ of }: { of: string }) => (
  <span className="hash">
    {of.slice(0, 32)}
    <br />
    {of.slice(32)}
  </span>
)

/** Whether the file is the one on its producer's list; a difference is said for ever. */
function claimWords({ claimedHash, matches, md5 }: FileRecord): string {
  if (claimedHash === null) return 'The producer gave no hash.'
  const kind = claimedHash.length === 32 ? 'MD5' : 'SHA-256'
  if (matches)
    return md5 === claimedHash ? `Matches the producer’s list, by MD5: ${md5}` : 'Matches the producer’s list.'
  return `Not the file on the producer’s list: that has ${kind} ${claimedHash}.`
}
