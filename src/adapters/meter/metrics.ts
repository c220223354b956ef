import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

const TURN_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 90]
const CALL_BUCKETS = [0.25, 0.5, 1, 2, 4, 8, 15, 30, 60]
const GRADING_BUCKETS = [0.1, 1, 5, 15, 60, 300, 1800, 7200, 14_400]
const REQUEST_BUCKETS = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10]

const makersIn = (registry: Registry) => {
  const registers = [registry]
  return {
    counter: <Label extends string>(name: string, help: string, labelNames: Label[]) =>
      new Counter({ name: `interlocutor_${name}`, help, labelNames, registers }),
    gauge: <Label extends string>(name: string, help: string, labelNames: Label[]) =>
      new Gauge({ name: `interlocutor_${name}`, help, labelNames, registers }),
    seconds: <Label extends string>(name: string, help: string, labelNames: Label[], buckets: number[]) =>
      new Histogram({ name, help, labelNames, buckets, registers }),
  }
}

type Makers = ReturnType<typeof makersIn>

const ofTurns = ({ counter, seconds }: Makers) => ({
  requests: seconds(
    'http_request_duration_seconds',
    'Time to the head of a response.',
    ['method', 'route', 'status'],
    REQUEST_BUCKETS,
  ),
  turns: counter('turns_total', "Interviewer's turns, by who worded them and how that came out.", ['by', 'outcome']),
  firstSentence: seconds(
    'interlocutor_turn_first_sentence_seconds',
    "From taking up an interviewer's turn to its first sentence.",
    ['by'],
    TURN_BUCKETS,
  ),
  turnSeconds: seconds(
    'interlocutor_turn_seconds',
    "From taking up an interviewer's turn to its commit.",
    ['by'],
    TURN_BUCKETS,
  ),
})

const ofModels = ({ counter, gauge, seconds }: Makers) => ({
  calls: counter('model_calls_total', 'Answers wanted of a model, whether or not it was asked.', ['role', 'model']),
  modelRequests: counter('model_requests_total', 'Requests to the model endpoint, retries included.', [
    'role',
    'model',
  ]),
  faults: counter('model_faults_total', 'Calls that gave no usable answer, by class of fault.', ['role', 'kind']),
  callSeconds: seconds(
    'interlocutor_model_call_seconds',
    'Time of calls that were answered, retries included.',
    ['role'],
    CALL_BUCKETS,
  ),
  tokens: counter('model_tokens_total', 'Tokens as the endpoint counts them; cached ones are prompt tokens as well.', [
    'role',
    'model',
    'kind',
  ]),
  cachedRatio: gauge('model_cached_token_ratio', 'Share of prompt tokens since the start that were cached.', ['role']),
  cost: counter('model_cost_total', 'Spent on tokens, in the currency of MODEL_PRICES.', ['role', 'model']),
  circuit: gauge('model_circuit_open', '1 while a model is left alone after failures.', ['model']),
})

const ofBudget = ({ gauge }: Makers) => ({
  spend: gauge('model_spend_today', "What today's calls have cost, in UTC, on all nodes.", []),
  budget: gauge('model_budget_per_day', 'MODEL_BUDGET_PER_DAY.', []),
  closed: gauge(
    'model_budget_closed',
    '1 from the first call that it refused in a day, and while the spend cannot be read.',
    [],
  ),
})

const ofWork = ({ counter, gauge, seconds }: Makers) => ({
  gradings: counter('gradings_total', 'Gradings by how they came out; waiting ones go on later.', [
    'grader',
    'outcome',
  ]),
  gradingSeconds: seconds(
    'interlocutor_grading_seconds',
    'From the start of a grading to its end, waits included.',
    ['grader'],
    GRADING_BUCKETS,
  ),
  live: gauge('interviews_live', 'Interviews being held, on all nodes.', []),
  due: gauge('turns_due', "Interviews whose interviewer's turn is due, on all nodes.", []),
  ungraded: gauge('gradings_open', 'Ended interviews that are not graded yet, on all nodes.', []),
  waiting: gauge('gradings_waiting', 'Those of them that wait to ask their model again, on all nodes.', []),
  queue: gauge('queue_jobs', 'Jobs in the queue, on all nodes.', ['state']),
  database: gauge('database_up', '1 if the database answered when these figures were read.', []),
})

/** Every figure that a node shows beside those of its process; docs/operations.md says what they are good for. */
export function metricsIn(registry: Registry) {
  const makers = makersIn(registry)
  return { ...ofTurns(makers), ...ofModels(makers), ...ofBudget(makers), ...ofWork(makers) }
}

export type Metrics = ReturnType<typeof metricsIn>
