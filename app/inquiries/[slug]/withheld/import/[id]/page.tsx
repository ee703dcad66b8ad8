import type { Metadata } from 'next'
import { filterParams, orNotFound, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'
import { logView } from '@/lib/withheld/log-fields'
import { previewLog } from '@/lib/withheld/logs'
import { canLog } from '@/lib/withheld/policy'
import { LogPreviewView } from '@/lib/withheld/ui/log-preview'

export const metadata: Metadata = { title: 'Look at a privilege log' }

export default async function LogPreviewPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string; id: string }>
  searchParams: SearchParams
}) {
  const { slug, id } = await params
  const actor = await actorIn(slug)
  const ruling = canLog(actor)
  const { filter: view } = await filterParams(logView, searchParams)
  const preview = await orNotFound(previewLog(actor, id, view))
  const list = `/inquiries/${slug}/withheld`
  return (
    <>
      <Crumb
        trail={[
          { label: 'Withheld', href: list },
          { label: 'Import', href: `${list}/import` },
        ]}
        here={preview.log.name}
      />
      <PageHead title={preview.log.name} />
      {ruling.allowed ? (
        <LogPreviewView inquiry={actor.inquiry} preview={preview} view={view} />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}
