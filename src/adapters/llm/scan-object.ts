type Listener = {
  /** More of the spoken field's string, decoded. */
  onText: (text: string) => void
  /** A field of the object, whole. */
  onField: (name: string, value: unknown) => void
}

/**
 * Reads one JSON object while it arrives, in time that grows with its length alone. (Parsers that hand out partial
 * strings hand out the whole string so far each time: a megabyte in pieces of five characters took them minutes.)
 */
export class ObjectScanner {
  readonly #speak: string | null
  readonly #listener: Listener
  #expects: 'object' | 'key' | 'colon' | 'value' | 'nothing' = 'object'
  #depth = 0
  #inString = false
  #isEscaped = false
  /** The key or value under way, as it is written. */
  #token = ''
  #key = ''
  #spoken: SpokenString | null = null
  isBroken = false

  constructor(speak: string | null, listener: Listener) {
    this.#speak = speak
    this.#listener = listener
  }

  get isEnded(): boolean {
    return this.#expects === 'nothing'
  }

  write(text: string): void {
    let from = 0
    for (let at = 0; at < text.length && !this.isEnded && !this.isBroken; at++) {
      if (!this.#ends(text.charAt(at))) continue
      this.#take(text.slice(from, at))
      from = at + 1
      this.#settle(text.charAt(at))
    }
    if (!this.isEnded && !this.isBroken) this.#take(text.slice(from))
  }

  /** Does this character end a token of the object itself? What lies deeper is left to JSON.parse. */
  #ends(char: string): boolean {
    if (this.#inString) {
      if (this.#isEscaped) this.#isEscaped = false
      else if (char === '\\') this.#isEscaped = true
      else if (char === '"') this.#inString = false
      return false
    }
    if (char === '"') this.#inString = true
    if (char === '{' || char === '[') return this.#depth++ === 0
    if (char === '}' || char === ']') return --this.#depth === 0
    return this.#depth === 1 && (char === ':' || char === ',')
  }

  #settle(char: string): void {
    const token = this.#token.trim()
    this.#token = ''
    if (this.#expects === 'object' && char === '{') this.#expects = 'key'
    else if (this.#expects === 'key' && char === ':') this.#begin(this.#parse(token))
    else if (this.#expects === 'value' && (char === ',' || char === '}')) {
      this.#end(this.#parse(token))
      this.#expects = char === ',' ? 'key' : 'nothing'
    } else if (this.#expects === 'key' && char === '}' && token === '') this.#expects = 'nothing'
    else this.isBroken = true
  }

  #begin(key: unknown): void {
    if (typeof key !== 'string') this.isBroken = true
    this.#key = String(key)
    this.#expects = 'value'
    this.#spoken = this.#key === this.#speak ? new SpokenString() : null
  }

  #end(value: unknown): void {
    if (this.isBroken) return
    const rest = typeof value === 'string' ? this.#spoken?.rest(value) : undefined
    if (rest) this.#listener.onText(rest)
    this.#spoken = null
    this.#listener.onField(this.#key, value)
  }

  #take(text: string): void {
    this.#token += text
    const said = this.#expects === 'value' ? this.#spoken?.read(text) : undefined
    if (said) this.#listener.onText(said)
  }

  #parse(token: string): unknown {
    try {
      return JSON.parse(token)
    } catch {
      this.isBroken = true
      return undefined
    }
  }
}

/** A JSON string, decoded as it arrives; halves of an escape or of a surrogate pair wait for their other half. */
class SpokenString {
  #hasBegun = false
  #isOver = false
  #raw = ''
  #length = 0

  read(text: string): string {
    if (this.#isOver) return ''
    this.#raw += text
    if (!this.#hasBegun) {
      const start = this.#raw.trimStart()
      this.#isOver = start !== '' && !start.startsWith('"')
      if (!start.startsWith('"')) return ''
      this.#hasBegun = true
      this.#raw = start.slice(1)
    }
    const sound = soundLength(this.#raw)
    const said = decoded(this.#raw.slice(0, sound))
    this.#isOver = said === null || this.#raw.charAt(sound) === '"'
    this.#raw = this.#raw.slice(sound)
    this.#length += said?.length ?? 0
    return said ?? ''
  }

  /** What of the whole was not read out yet: half a pair at its end. */
  rest(whole: string): string {
    return whole.slice(this.#length)
  }
}

/** How much of a string's inside can be decoded by itself. */
function soundLength(raw: string): number {
  let sound = 0
  for (let at = 0; at < raw.length && raw.charAt(at) !== '"'; ) {
    const size = raw.charAt(at) !== '\\' ? 1 : raw.charAt(at + 1) === 'u' ? 6 : 2
    if (at + size > raw.length) break
    const code = size === 6 ? Number.parseInt(raw.slice(at + 2, at + 6), 16) : raw.charCodeAt(at)
    at += size
    if (code < 0xd800 || code > 0xdbff) sound = at
  }
  return sound
}

function decoded(inside: string): string | null {
  try {
    return JSON.parse(`"${inside}"`)
  } catch {
    return null
  }
}
