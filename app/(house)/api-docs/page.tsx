import type { Metadata } from 'next'
import { operations } from '@/lib/api/registry'
import { ApiPage } from '@/lib/api/ui/api-page'
import { config } from '@/lib/config'
import { requirePerson } from '@/lib/people/session'

export const metadata: Metadata = { title: 'API' }

export default async function ApiDocs() {
  await requirePerson()
  return <ApiPage operations={operations} home={config().APP_URL} />
}
