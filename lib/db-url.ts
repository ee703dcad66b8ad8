/**
 * Where the app's own connections go. The launcher (or the operator) sets DATABASE_URL; DATABASE_APP_ROLE names the limited role
 * that connections take on when the URL's own user is the owner.
 */
export function databaseConnection(): { url: string; role: string | undefined } {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set: start the app with `npm start`, which starts or finds the database.')
  return { url, role: process.env.DATABASE_APP_ROLE || undefined }
}
