/** What the model says each time, in two sentences; the first is what every measurement waits for. */
export const SENTENCE = 'Let us stay with that part of your design.'
export const REPLY = 'What happens when it stops for ten minutes in the busiest hour?'
/** A sentence is known to be whole once something follows it. */
export const WHOLE = `${SENTENCE} ${REPLY.slice(0, 1)}`
