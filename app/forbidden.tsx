import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { ProblemPage } from '@/lib/ui/problem-page'
import { forbiddenTrouble } from '@/lib/ui/troubles'

export const metadata: Metadata = { title: forbiddenTrouble.title }

/** Called by `forbidden()`; like app/not-found.tsx, for moves within the page. */
export default async function Forbidden() {
  return <ProblemPage trouble={forbiddenTrouble} id={(await headers()).get('x-request-id')} />
}
