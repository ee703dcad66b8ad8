import { actorIn, notHere } from '@/lib/people/session'

/** No page of the inquiry: to a member said in its frame, like a record that is hidden or not there. */
export default async function NoSuchPage({ params }: { params: Promise<{ slug: string }> }) {
  await actorIn((await params).slug)
  notHere()
}
