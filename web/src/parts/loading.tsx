export function Loading({ what }: { what?: string }) {
  return <p className="after-a-moment px-5 py-16 text-center text-soft">{what ?? 'Loading…'}</p>
}
