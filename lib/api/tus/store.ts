import { DataStore, Upload } from '@tus/server'
import type { Body } from '@/lib/api/tus/body'
import { alone } from '@/lib/api/tus/lock'
import { beginUpload, giveUpUpload } from '@/lib/files/commands'
import { arrivedOf, complete, type Kept, keptAs, mayGoOn, ownUpload, type Sender, takeIn } from '@/lib/files/intake'
import { UPLOAD_DAYS } from '@/lib/files/schema'
import { Refusal } from '@/lib/refusal'

const DAY_MS = 24 * 60 * 60 * 1000

/** Keys that clients send by habit, and that say nothing which is not found in the content. */
const BY_HABIT = ['name', 'type', 'filetype', 'relativePath', 'caption']
/** Keys that speak of the file; every other one is a field of the register entry. */
const OF_THE_FILE = ['claimedHash', 'againReason', 'evidence', 'changed']

type Metadata = Record<string, string | null>

/** The input of the command from a client's metadata. */
function inputOf(size: number | undefined, metadata: Metadata = {}): object {
  const given = Object.entries(metadata).filter(([key, value]) => value !== null && !BY_HABIT.includes(key))
  const { filename = metadata.name ?? undefined, ...rest } = Object.fromEntries(given) as Record<string, string>
  const forItem = 'evidence' in rest
  const ofFile = (key: string) => OF_THE_FILE.includes(key) || (forItem && key === 'receivedOn')
  const entry = Object.fromEntries(Object.entries(rest).filter(([key]) => !ofFile(key)))
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([key]) => ofFile(key))),
    filename,
    size,
    ...(!forItem || Object.keys(entry).length > 0 ? { entry } : {}),
  }
}

/** The tus server's view of the ledger, for one request of one sender. */
export class LedgerStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination', 'expiration']
  /** What the file became, once it is kept */
  kept: Kept | undefined
  /** How far the upload was when it was asked for */
  arrived = 0
  /** Somebody else, or another window, goes on with the upload: this request ends */
  private displaced = false

  constructor(
    private readonly sender: Sender,
    private readonly body: Body,
    private readonly method: string,
  ) {
    super()
  }

  override async create(file: Upload): Promise<Upload> {
    const { id } = await beginUpload(this.sender.actor, inputOf(file.size, file.metadata))
    file.id = id
    return file
  }

  override async getUpload(id: string): Promise<Upload> {
    const kept = await keptAs(this.sender.actor, id)
    if (kept) return this.#asKept(id, kept.size, kept)
    const upload = await mayGoOn(this.sender.actor, id)
    const size = Number(upload.size)
    this.arrived = await arrivedOf(upload)
    // All of it came, and it could not be kept just then: whoever asks how far it is must not take it for done.
    if (this.arrived === size && this.method === 'HEAD') {
      return this.#asKept(id, size, await complete(this.sender.actor, upload))
    }
    return new Upload({ id, size, offset: this.arrived, creation_date: upload.lastAt.toISOString() })
  }

  #asKept(id: string, size: number, kept: Kept): Upload {
    this.kept = { ref: kept.ref, revision: kept.revision }
    this.arrived = size
    return new Upload({ id, size, offset: size })
  }

  /** Ends this request: what comes next is taken in by another one. */
  displace(): void {
    this.displaced = true
    this.body.stop()
  }

  override async write(_stream: unknown, id: string, offset: number): Promise<number> {
    // What comes with the request that makes an upload takes its turn like all else: its number stands in the list from the beginning.
    const take = () => this.#takeIn(id, offset)
    return this.method === 'POST' ? alone(id, () => this.displace(), take) : take()
  }

  async #takeIn(id: string, offset: number): Promise<number> {
    if (this.kept) return offset
    const upload = await mayGoOn(this.sender.actor, id)
    const end = await takeIn(this.sender, upload, offset, this.body)
    if (end === Number(upload.size)) this.kept = await complete(this.sender.actor, upload)
    else if (this.displaced) throw displacedRefusal()
    return end
  }

  override async remove(id: string): Promise<void> {
    await ownUpload(this.sender.actor, id)
    await giveUpUpload(this.sender.actor, { upload: id })
  }

  override getExpiration(): number {
    return UPLOAD_DAYS * DAY_MS
  }
}

function displacedRefusal(): Refusal {
  return new Refusal('conflict', 'Another window or program goes on with this upload', {
    detail: 'What came until now is safe. Leave it to the other one, or ask with HEAD where it is and go on here.',
  })
}
