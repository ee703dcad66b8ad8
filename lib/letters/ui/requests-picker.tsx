'use client'

import type { Candidate } from '@/lib/letters/schema'
import { Field } from '@/lib/ui/form'
import { useField } from '@/lib/ui/form/context'
import { FieldError } from '@/lib/ui/form/frame'

/** A checkbox and a place for each request; works without scripts, since the order is made on the server. */
export function RequestsPicker({ candidates, carried }: { candidates: Candidate[]; carried: string[] }) {
  const { id, error, typedAll } = useField('requests')
  const chosen = typedAll ?? carried
  const others = chosen.filter((ref) => !candidates.some((one) => one.ref === ref))
  return (
    <>
      {candidates.length > 0 && (
        <fieldset className={error ? 'field bad' : 'field'} aria-describedby={error ? `${id}-error` : undefined}>
          <legend>Requests on it, in order</legend>
          <FieldError id={id} error={error} />
          <table className="tb carry">
            <thead>
              <tr>
                <th scope="col">Place</th>
                <th scope="col">Request</th>
              </tr>
            </thead>
            <tbody>
              {candidates.map(({ ref, title, about }, i) => {
                const place = chosen.indexOf(ref)
                const box = i === 0 ? id : `${id}-${i}`
                return (
                  <tr key={`${ref} ${place}`}>
                    <td>
                      <input
                        className="place"
                        type="number"
                        min={1}
                        name={`position-${ref}`}
                        defaultValue={place < 0 ? '' : place + 1}
                        aria-label={`Place of ${ref}`}
                      />
                    </td>
                    <th scope="row">
                      <div className="pick">
                        <input
                          id={box}
                          type="checkbox"
                          name="requests"
                          value={ref}
                          defaultChecked={place >= 0}
                          aria-describedby={`${box}-hint`}
                        />
                        <label htmlFor={box}>
                          {ref} {title}
                        </label>
                        <p className="hint" id={`${box}-hint`}>
                          {about}
                        </p>
                      </div>
                    </th>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </fieldset>
      )}
      <Field
        key={others.join(' ')}
        name="more"
        label={candidates.length > 0 ? 'Others, by number' : 'Requests on it, by number'}
        hint="Such as R-2, R-5. Any request that is not settled: a letter can push what was asked before."
        defaultValue={others.join(', ')}
        width="m"
      />
    </>
  )
}
