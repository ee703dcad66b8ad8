import type { OfficeRow } from '@/prisma/demo/rows'

export const offices: OfficeRow[] = [
  { ref: 'O-1', name: 'Office of the Secretary of Defense', contact: 'Through its office for legislative affairs' },
  { ref: 'O-2', name: 'Combatant command', above: 'O-1', contact: 'Through its legislative liaison' },
  {
    ref: 'O-3',
    name: 'Strike cell',
    above: 'O-2',
    contact: 'Through the legislative liaison of the combatant command',
  },
  { ref: 'O-4', name: 'White House Counsel', contact: 'Through the deputy for congressional inquiries' },
]
