interface Metric {
  type: 'counter' | 'gauge' | 'histogram';
  help: string;
  labels: readonly string[];
  /** Upper bounds, of a histogram. */
  buckets?: readonly number[];
}

/** Callthread's own metrics. Labels have few values and never hold a number, a name or an id. */
export const metricTable = {
  callthread_webhooks_total: {
    type: 'counter',
    help: "Aircall's webhooks that were answered, by event (other: one that starts nothing; none: not read, or not from Aircall) and outcome (accepted, ignored, refused: the sender's mistake, unavailable: a failure here).",
    labels: ['event', 'outcome'],
  },
  callthread_webhook_seconds: {
    type: 'histogram',
    help: 'Seconds until a webhook was answered. Aircall waits for 5.',
    labels: [],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  },
  callthread_workflow_starts_total: {
    type: 'counter',
    help: "Events delivered to a call's workflow, by outcome: accepted (Temporal has stored it), ignored (a closed call, and nothing new), unavailable (not stored: Aircall delivers again).",
    labels: ['outcome'],
  },
  callthread_cards_total: {
    type: 'counter',
    help: "Cards while the phone rings, by outcome: shown; unwanted, repeated, unreadable, over (answered or ended), late, limited (little of Front's limit left), unknown (a caller that Front does not know): none was due; front, aircall, temporal: that one failed.",
    labels: ['outcome'],
  },
  callthread_activities_total: {
    type: 'counter',
    help: 'Finished activity attempts, by activity and outcome: done, retried (failed, will be retried), cancelled, or the type of the failure that parks the call.',
    labels: ['activity', 'outcome'],
  },
  callthread_vendor_requests_total: {
    type: 'counter',
    help: 'Requests to Front and Aircall, by operation and status: the HTTP status, or timeout, cut (no whole answer), unreadable (no JSON), refused (no connection).',
    labels: ['vendor', 'operation', 'status'],
  },
  callthread_vendor_request_seconds: {
    type: 'histogram',
    help: "Seconds that a request to Front or Aircall took, without waiting for Front's rate limit.",
    labels: ['vendor', 'operation'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 100],
  },
  callthread_front_limit: {
    type: 'gauge',
    help: "Front's limit of requests a minute, from its last answer to this worker.",
    labels: [],
  },
  callthread_front_limit_left: {
    type: 'gauge',
    help: "What is left of Front's limit, from its last answer to this worker; the whole limit once a minute has passed.",
    labels: [],
  },
  callthread_parked: {
    type: 'gauge',
    help: 'Parked workflows, by failure; no series when there are none, or while Temporal is unavailable.',
    labels: ['failure'],
  },
  callthread_callbacks_open: {
    type: 'gauge',
    help: 'Callbacks that are open and not overdue; absent without callbacks in the configuration, and while Temporal is away.',
    labels: [],
  },
  callthread_callbacks_overdue: {
    type: 'gauge',
    help: 'Callbacks that are open and overdue: from the second step on.',
    labels: [],
  },
  callthread_hangup_to_front_seconds: {
    type: 'histogram',
    help: 'Seconds from the end of a call until Front accepted its entries; without backfills.',
    labels: [],
    buckets: [5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1800, 3600, 21_600, 86_400],
  },
  callthread_unmatched_agents_total: {
    type: 'counter',
    help: 'Logged calls whose agent matches no teammate in Front, so they are not assigned.',
    labels: [],
  },
  callthread_coverage_calls: {
    type: 'gauge',
    help: 'Calls of the last 24 hours by the ledger, by kind: aircall (all that Aircall had), front, missing, parked. Absent without a ledger.',
    labels: ['kind'],
  },
  callthread_temporal_up: {
    type: 'gauge',
    help: 'Whether Temporal answers this process and has the namespace: 1 or 0.',
    labels: [],
  },
  callthread_workers: {
    type: 'gauge',
    help: 'Worker processes that polled for live calls within 75 seconds; absent while Temporal is unavailable.',
    labels: [],
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof metricTable;
