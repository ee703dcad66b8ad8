'use client'

import { useEffect, useRef, useState } from 'react'

/** Ticks every box of one name in its form, or clears them when all are ticked. Without scripts there is none: each box works by itself. */
export function ChooseAll({ name, label }: { name: string; label: string }) {
  const [alive, setAlive] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => setAlive(true), [])
  if (!alive) return null
  const toggle = () => {
    const fields = [...(button.current?.form?.elements ?? [])]
    const all = fields.filter((field): field is HTMLInputElement => field.matches(`[type=checkbox][name="${name}"]`))
    const tick = all.some((box) => !box.checked)
    for (const box of all) box.checked = tick
  }
  return (
    <button ref={button} type="button" className="linkish" onClick={toggle}>
      {label}
    </button>
  )
}
