import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { NotFoundPage } from '@/lib/ui/not-found-page'
import { notFoundTrouble } from '@/lib/ui/troubles'

export const metadata: Metadata = { title: notFoundTrouble.title }

/** What a move within the page shows; whoever loads an address gets the same from lib/server, which needs no scripts. */
export default async function NotFound() {
  return <NotFoundPage id={(await headers()).get('x-request-id')} />
}
