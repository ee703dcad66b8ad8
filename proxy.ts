import { type NextRequest, NextResponse } from 'next/server'
import { signInPath } from '@/lib/people/next-path'

/**
 * A courtesy, and no guard: who carries no session cookie at all is shown the sign-in page before anything is rendered. Every page,
 * query and command asks for itself who is there, so the product is exactly as safe without this file.
 */
export function proxy(request: NextRequest): NextResponse {
  if (request.method !== 'GET') return NextResponse.next()
  const { pathname, search } = request.nextUrl
  return NextResponse.redirect(new URL(signInPath(pathname + search), request.url))
}

export const config = {
  matcher: [
    {
      // Everything but the API, what Next serves itself, files (they have a dot in their name), and the sign-in page.
      source: '/((?!api/|_next/|sign-in$|.*\\.[^/]*$).*)',
      // Asked of the cookies here, not above: calling a proxy costs more than some pages, and nearly everybody carries one of these.
      missing: [
        { type: 'cookie', key: 'next-auth.session-token' },
        { type: 'cookie', key: '__Secure-next-auth.session-token' },
      ],
    },
  ],
}
