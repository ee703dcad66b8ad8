export const HEAP: string[]
