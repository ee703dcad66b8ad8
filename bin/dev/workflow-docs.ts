// Writes docs/workflow.md from the tables of transitions: node --import tsx bin/dev/workflow-docs.ts
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { diagram, type Labels, type Move, rolesInWords } from '@/lib/workflow'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** The file that is written. */
export const workflowFile = join(root, 'docs', 'workflow.md')

/** A table of transitions as its room has it; `what` is the kind of record, 'request'. */
export type Workflow = { what: string; moves: readonly Move<string>[]; labels: Labels<string> }

/** Every table there is: each `xMoves` in a room's status.ts, with the `xStatuses` beside it. */
export async function workflows(): Promise<Workflow[]> {
  const found: Workflow[] = []
  for (const room of readdirSync(join(root, 'lib')).sort()) {
    const file = join(root, 'lib', room, 'status.ts')
    const module: Record<string, unknown> = await import(pathToFileURL(file).href).catch(() => ({}))
    for (const name of Object.keys(module)) {
      const what = /^(\w+)Moves$/.exec(name)?.[1]
      if (!what) continue
      const labels = module[`${what}Statuses`] as Labels<string> | undefined
      if (!labels) throw new Error(`${file} has ${name}, but no ${what}Statuses`)
      found.push({ what, moves: module[name] as Workflow['moves'], labels })
    }
  }
  return found
}

/** The page: a diagram and a table for each kind of record. */
export async function workflowDocs(): Promise<string> {
  const parts = (await workflows()).map(section)
  return `# Statuses, and who may move what

Made from the tables in \`lib/*/status.ts\` by \`node --import tsx bin/dev/workflow-docs.ts\`. Do not edit; a test compares.
What a move needs besides, such as an accepted item, stands in the room's \`policy.ts\` and is said on the screen.

${parts.join('\n')}`
}

function section({ what, moves, labels }: Workflow): string {
  const [first = ''] = Object.keys(labels)
  const rows = gathered(moves).map(({ move, to }) => {
    const from = move.from.map((status) => labels[status]).join(', ')
    const who = move.through ? `happens ${move.through}` : rolesInWords(move.by)
    const eyes = move.fourEyes ? ', other than whoever made it' : ''
    return `| ${move.label} | ${from} | ${to ?? labels[move.to]} | ${who}${eyes} | ${move.needs.join(', ')} |`
  })
  return `## ${what.charAt(0).toUpperCase()}${what.slice(1)}

\`\`\`mermaid
${diagram(moves, labels, first)}
\`\`\`

| move | from | to | who | needs |
|---|---|---|---|---|
${rows.join('\n')}
`
}

/** Lines that follow each other and differ only in the state in which they leave the record become one. */
function gathered(moves: Workflow['moves']): { move: Move<string>; to?: string }[] {
  const rows: { move: Move<string>; to?: string }[] = []
  for (const move of moves) {
    const last = rows[rows.length - 1]
    const stays = move.from.length === 1 && move.from[0] === move.to
    if (stays && last?.to && last.move.verb === move.verb && last.move.through === move.through) {
      last.move = { ...last.move, from: [...last.move.from, ...move.from] }
    } else rows.push({ move, ...(stays && { to: 'as it was' }) })
  }
  return rows
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(dirname(workflowFile), { recursive: true })
  writeFileSync(workflowFile, await workflowDocs())
}
