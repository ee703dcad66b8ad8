'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Opens the browser's own dialog of printing. Without scripts there is none to press: the browser's menu does the same. */
export function PrintButton() {
  const scripted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  if (!scripted) return null
  return (
    <button type="button" className="btn btn-main" onClick={() => window.print()}>
      Print
    </button>
  )
}
