/** Words of the trade that are nobody's name, in the singular: an interviewer says "the queue", but "Kafka". */
const ORDINARY = new Set(
  `account action address aggregator agent alert analytics app application archive area audit auth authentication
  backend backlog backup balancer batch billing blob book booking broker browser bucket buffer bus cache call canary card
  cart catalog catalogue central change channel checkout checker claim cleaner click client clock cloud cluster collector
  command config configuration connection consumer content controller coordinator copy counter courier cron custom
  customer daily dashboard data database dead delivery device directory dispatcher document domain download driver edge
  email endpoint engine entry event export external fallback feed file firewall follower front frontend fulfilment
  fulfillment function gate gateway generator global group handler hash health history host hot image inbox index
  indexer ingest ingestion instance internal inventory invoice item job key leader ledger letter limiter link listener
  load local location lock log logger logic login mail main manager master media memory message metadata metric mobile
  module monitor monitoring network node notification notifier notify object old offer offline online order outbox
  partition partner payment pipeline poller pool primary pricing private processing processor producer product profile
  provider proxy public publisher push query queue rate read reader recommendation reconciler reconciliation record redirect
  region registry relay replica report request reservation resolver response result retry router routing row rule
  scheduler scheduled schema search secondary seller sender sequencer server service session shard shared shipment
  shipping shop shortener sidecar site slave snapshot sorted source standby state static stats stock storage store stream
  subscriber sync system table task temporary third-party ticket timeline timer token topic tracker tracking transaction
  transport trip update upload user validator vendor video view volume wallet warehouse watcher web webhook website window
  worker write writer zone`.split(/\s+/),
)

/** Is this a plain noun rather than a name? @param word one word, in any case, one or many of it */
export function isOrdinary(word: string): boolean {
  const lower = word.toLowerCase()
  return [lower, lower.replace(/s$/, ''), lower.replace(/es$/, ''), lower.replace(/ies$/, 'y')].some((it) =>
    ORDINARY.has(it),
  )
}
