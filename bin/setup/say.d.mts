export function seconds(from: number): string
export function step<T>(title: string, work: () => Promise<T>): Promise<T>
