import { type NextRequest, NextResponse } from 'next/server'
import { signInPath } from '@/lib/people/next-path'

/**
 * A courtesy, and no guard: who carries no session cookie at all is shown the sign-in page before anything is rendered. Every page,
 * query and command asks for itself who is there, so the product is exactly as safe without this file.
 */
export function proxy(request: NextRequest): NextResponse {
  const carries = request.cookies.getAll().some(({ name }) => name.endsWith('next-auth.session-token'))
  if (carries || request.method !== 'GET') return NextResponse.next()
  const { pathname, search } = request.nextUrl
  return NextResponse.redirect(new URL(signInPath(pathname + search), request.url))
}

export const config = {
  // Everything but the API, what Next serves itself, files (they have a dot in their name), and the sign-in page.
  matcher: ['/((?!api/|_next/|sign-in$|.*\\.[^/]*$).*)'],
}
