import { figure } from '@/lib/words'

/** "1 to 50 of 1,234", "No requests", for the line over a list. `page` counts from 1. */
export function rangeWords(page: number, size: number, total: number, none = 'None'): string {
  if (total === 0) return none
  const from = (page - 1) * size + 1
  const to = Math.min(page * size, total)
  return from > total
    ? `Nothing on this page, ${figure(total)} in all`
    : `${figure(from)} to ${figure(to)} of ${figure(total)}`
}

/** The pages to name: first, last, the present one and its neighbours; `null` stands for a gap of two or more. */
export function pageNumbers(page: number, pages: number): (number | null)[] {
  const near = [1, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages)
  const shown = [...new Set(near)].sort((a, b) => a - b)
  return shown.flatMap((n, i) => {
    const gap = n - (shown[i - 1] ?? n)
    return gap === 2 ? [n - 1, n] : gap > 2 ? [null, n] : [n]
  })
}

type PagerProps = { page: number; size: number; total: number; href: (page: number) => string }

/** Page numbers, with the pages before and after. Nothing when all is on one page. */
export function Pager({ page, size, total, href }: PagerProps) {
  const pages = Math.ceil(total / size)
  if (pages <= 1) return null
  return (
    <nav className="pages" aria-label="Pages">
      <p>
        Page {figure(page)} of {figure(pages)}
      </p>
      <ul>
        {page > 1 && (
          <li>
            <a href={href(Math.min(page - 1, pages))} rel="prev">
              Previous page
            </a>
          </li>
        )}
        {pageNumbers(page, pages).map((n, i) => (
          <li key={n ?? `gap ${i}`}>
            {n === null ? (
              <span aria-hidden="true">…</span>
            ) : (
              <a href={href(n)} aria-label={`Page ${n}`} aria-current={n === page ? 'page' : undefined}>
                {figure(n)}
              </a>
            )}
          </li>
        ))}
        {page < pages && (
          <li>
            <a href={href(page + 1)} rel="next">
              Next page
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}
