import { html, raw } from 'hono/html'

/** The API reference as one page without scripts, written from the OpenAPI document itself. */

type Operation = {
  summary?: string
  parameters?: { name: string; in: string; required?: boolean; description?: string }[]
  requestBody?: { content?: Record<string, { schema?: unknown }> }
  responses?: Record<string, { description?: string; content?: Record<string, unknown> }>
}
type Document = { paths?: Record<string, unknown>; components?: { schemas?: Record<string, unknown> } }

/** The page's style, served beside it so that no inline style is needed. */
export const referenceStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
section { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
h2 { font-size: 1.1rem }
pre { overflow: auto; padding: .75rem; background: color-mix(in srgb, currentColor 6%, transparent) }
`

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

export function reference(document: Document) {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = (item as Record<string, Operation | undefined>)[method]
      return operation ? [{ method: method.toUpperCase(), path, operation }] : []
    }),
  )
  const schemas = Object.entries(document.components?.schemas ?? {})
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Interlocutor API</title>
        <link rel="stylesheet" href="/docs.css" />
      </head>
      <body>
        <main>
          <h1>Interlocutor API</h1>
          <p>The same as <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1). Errors are application/problem+json with a stable code.</p>
          ${operations.map(showOperation)}
          <h2>Schemas</h2>
          ${schemas.map(([name, schema]) => html`<section id="${name}"><h3>${name}</h3><pre>${pretty(schema)}</pre></section>`)}
        </main>
      </body>
    </html>`
}

const showOperation = ({ method, path, operation }: { method: string; path: string; operation: Operation }) =>
  html`<section>
    <h2><code>${method} ${path}</code></h2>
    <p>${operation.summary ?? ''}</p>
    ${list(operation.parameters?.map((it) => html`<code>${it.name}</code> (${it.in}${it.required ? ', required' : ''}) ${it.description ?? ''}`))}
    ${Object.values(operation.requestBody?.content ?? {}).map((it) => html`<p>Body: ${link(it.schema)}</p>`)}
    ${list(
      Object.entries(operation.responses ?? {}).map(
        ([status, it]) =>
          html`<code>${status}</code> ${it.description ?? ''} ${Object.keys(it.content ?? {}).join(', ')}`,
      ),
    )}
  </section>`

const list = (items: unknown[] | undefined) =>
  items && items.length > 0 ? html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>` : raw('')

const pretty = (value: unknown): string => JSON.stringify(value, null, 2).replaceAll('#/components/schemas/', '')

function link(schema: unknown) {
  const name = /schemas\/(\w+)/.exec(JSON.stringify(schema))?.[1]
  return name === undefined ? html`<code>${JSON.stringify(schema)}</code>` : html`<a href="#${name}">${name}</a>`
}
