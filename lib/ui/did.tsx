import { Done } from '@/lib/ui/notice'

/**
 * After a form was carried out: one line that says so. The name of what was done comes from the address, so only those in `words` are
 * answered.
 */
export function Did({ did, words }: { did: string; words: Readonly<Record<string, string>> }) {
  if (!Object.hasOwn(words, did)) return null
  return (
    <div className="gap-16">
      <Done>{words[did]}</Done>
    </div>
  )
}
