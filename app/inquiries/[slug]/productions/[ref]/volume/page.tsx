import type { Metadata } from 'next'
import { filterParams, orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { getProduction } from '@/lib/productions/queries'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'
import { canImport } from '@/lib/volumes/policy'
import { openedFor } from '@/lib/volumes/preview'
import { offeredFor } from '@/lib/volumes/queries'
import { volumeView } from '@/lib/volumes/schema'
import { ChooseVolume } from '@/lib/volumes/ui/choose-volume'
import { VolumePreviewView } from '@/lib/volumes/ui/volume-preview'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Import a volume' }

type Props = { params: Promise<{ slug: string; ref: string }>; searchParams: SearchParams }

export default async function VolumePage({ params, searchParams }: Props) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const number = refParam('P', ref)
  const production = await orNotFound(getProduction(actor, number))
  const ruling = canImport(actor)
  const { filter: view, given } = await filterParams(volumeView, searchParams)
  const chosen = ruling.allowed && (view.folder || view.item) ? await openedFor(actor, number, view) : null
  return (
    <>
      <Crumb
        trail={[
          { label: 'Productions', href: `/inquiries/${slug}/productions` },
          { label: production.ref, href: recordPath(slug, 'production', production.ref) },
        ]}
        here="Import a volume"
      />
      <PageHead title={`Import a volume of ${production.ref}`} />
      {!ruling.allowed ? (
        <Notice>{ruling.why}</Notice>
      ) : chosen ? (
        <VolumePreviewView slug={slug} production={production} view={view} given={given} {...chosen} />
      ) : (
        <ChooseVolume slug={slug} production={production} offered={await offeredFor(actor, production)} />
      )}
    </>
  )
}
