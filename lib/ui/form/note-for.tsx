import { partitions } from '@/lib/words'
import { Radios } from './choices'

/** For whom a note is: everybody, or the writer's own side, which the other side never learns of. Nothing for whoever has no side. */
export function NoteFor({ own }: { own: keyof typeof partitions }) {
  if (own === 'shared') return null
  return (
    <Radios
      name="partition"
      label="For"
      inline
      defaultValue="shared"
      options={[
        { value: 'shared', label: 'Everybody in the inquiry' },
        { value: own, label: partitions[own] },
      ]}
    />
  )
}
