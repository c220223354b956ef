import type { Meter } from '../../ports/meter.ts'

/** Counts nothing: for a process that nobody watches, such as a command. */
export const silentMeter: Meter = { note: () => {}, text: async () => ({ type: 'text/plain', body: '' }) }
