import { type ProductionRecord, productionMedia } from '@/lib/productions/schema'
import { formatDay, today } from '@/lib/time'
import { counted } from '@/lib/words'

/** Where a delivery stands, in a few plain sentences, for the top of its page; days in the inquiry's zone. */
export function leadOf(production: ProductionRecord, zone: string): string {
  const on = formatDay(production.receivedOn, { today: today(zone) })
  const range = production.batesFrom ? `, ${production.batesFrom} to ${production.batesTo}` : ''
  return [
    `Received on ${on} (${productionMedia[production.medium].toLowerCase()})${range}.`,
    production.items === 0
      ? 'Nothing that came with it is in the register yet.'
      : `${counted(production.items, 'item')} of the register came with it.`,
    certifiedWords(production),
  ].join(' ')
}

/** What the producer says of its completeness, in a sentence. */
export function certifiedWords({ certification, certifiedBy }: ProductionRecord): string {
  const by = certifiedBy ? ` by the ${lowerFirst(certifiedBy)}` : ''
  switch (certification) {
    case 'certified':
      return `It was certified${by} as complete.`
    case 'not_certified':
      return `The producer expressly does not certify that it is complete${certifiedBy ? `, says the ${lowerFirst(certifiedBy)}` : ''}.`
    case 'not_stated':
      return 'The producer says nothing about whether it is complete.'
  }
}

/** Titles stand with a capital where they begin a line: 'Deputy general counsel' becomes 'deputy general counsel', 'FBI director' stays. */
function lowerFirst(title: string): string {
  const text = title.replace(/^the /i, '')
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
