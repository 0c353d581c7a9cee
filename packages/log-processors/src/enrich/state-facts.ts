import {
  ATTR_AUDIT_ACTOR_ID,
  ATTR_AUDIT_ACTOR_TYPE,
  ATTR_AUDIT_OUTCOME,
  ATTR_AUDIT_TARGET_ID,
  ATTR_AUDIT_TARGET_TYPE,
  ATTR_CLIENT_ADDRESS,
  type Outcome,
} from '@otelseal/semantic-conventions';
import { type AttributeMap, isAbsent, ownText } from './own-attribute.js';
import { type Fact, type FactIssue, factIssue, UNKNOWN } from './six-facts.js';
import type { SecurityEventKind } from './uncatalogued-event.js';

const OUTCOMES: ReadonlySet<unknown> = new Set(['success', 'failure', 'unknown']);
const ACTOR_TYPES: ReadonlySet<unknown> = new Set(['user', 'service', 'system']);
/** Categories whose events usually have no person behind them. */
const SYSTEM_CATEGORIES: ReadonlySet<string> = new Set(['system', 'audit_log']);
/** What an object is called whose kind nobody named: `user 17 read resource unknown` still reads as a sentence. */
const SOME_RESOURCE = 'resource';

/** How it ended: the record's own word, else what the catalogue assumes. */
export function stateOutcome(attributes: AttributeMap, assumed: Outcome, issues: FactIssue[]): void {
  if (!isAbsent(attributes, ATTR_AUDIT_OUTCOME)) {
    if (OUTCOMES.has(ownText(attributes, ATTR_AUDIT_OUTCOME))) return;
    issues.push(factIssue('outcome', 'invalid'));
  } else if (assumed === UNKNOWN) {
    issues.push(factIssue('outcome', 'unknown'));
  }
  attributes[ATTR_AUDIT_OUTCOME] = assumed;
}

/** Who acted. An unknown actor keeps a kind that the vocabulary knows. */
export function stateActor(attributes: AttributeMap, category: string, issues: FactIssue[]): void {
  stateText(attributes, ATTR_AUDIT_ACTOR_ID, 'actor', undefined, issues);
  if (ACTOR_TYPES.has(ownText(attributes, ATTR_AUDIT_ACTOR_TYPE))) return;
  attributes[ATTR_AUDIT_ACTOR_TYPE] = SYSTEM_CATEGORIES.has(category) ? 'system' : 'user';
}

/** From where. What the system itself does has no client: its origin is the service and the host that the resource names. */
export function stateOrigin(attributes: AttributeMap, issues: FactIssue[]): void {
  const isSystem =
    ownText(attributes, ATTR_AUDIT_ACTOR_TYPE) === 'system' && ownText(attributes, ATTR_AUDIT_ACTOR_ID) !== UNKNOWN;
  if (isSystem && isAbsent(attributes, ATTR_CLIENT_ADDRESS)) return;
  stateText(attributes, ATTR_CLIENT_ADDRESS, 'origin', undefined, issues);
}

/** On what: named by the record, else by an attribute of the event, else the actor's account or the service. */
export function stateTarget(
  attributes: AttributeMap,
  kind: SecurityEventKind,
  serviceName: string | undefined,
  issues: FactIssue[],
): void {
  const own = ownText(attributes, ATTR_AUDIT_TARGET_ID);
  const implied = own === undefined ? impliedTarget(attributes, kind, serviceName) : undefined;
  stateText(attributes, ATTR_AUDIT_TARGET_ID, 'target', implied?.id, issues);
  if (implied !== undefined) attributes[ATTR_AUDIT_TARGET_TYPE] = implied.type;
  else if (ownText(attributes, ATTR_AUDIT_TARGET_TYPE) === undefined)
    attributes[ATTR_AUDIT_TARGET_TYPE] = SOME_RESOURCE;
}

function impliedTarget(
  attributes: AttributeMap,
  kind: SecurityEventKind,
  serviceName: string | undefined,
): { readonly type: string; readonly id: string | undefined } | undefined {
  const named = kind.targetFrom && ownText(attributes, kind.targetFrom.id);
  if (kind.targetFrom !== undefined && named !== undefined) return { type: kind.targetFrom.type, id: named };
  if (kind.target === 'service') return { type: 'service', id: serviceName };
  if (kind.target === 'account') return { type: 'account', id: ownText(attributes, ATTR_AUDIT_ACTOR_ID) };
  return undefined;
}

/** The last time that stores take, in April 2262: nanoseconds in 64 bits with a sign (Loki, `date_nanos` of Elasticsearch and OpenSearch). */
const LAST_TIME = [9_223_372_036, 854_775_807] as const;

/** When. A time that is no time (`new Date('yesterday')`), or that every store refuses, is replaced by the time of observation. */
export function stateTime(
  record: { hrTime: [number, number]; readonly hrTimeObserved: [number, number] },
  now: () => [number, number],
  issues: FactIssue[],
): void {
  if (isTime(record.hrTime)) return;
  issues.push(factIssue('time', 'invalid'));
  record.hrTime = isTime(record.hrTimeObserved) ? record.hrTimeObserved : now();
}

function isTime(time: unknown): boolean {
  if (!Array.isArray(time)) return false;
  const [seconds, nanos] = time as unknown[];
  return (
    Number.isInteger(seconds) &&
    Number(seconds) > 0 &&
    Number.isInteger(nanos) &&
    Number(nanos) >= 0 &&
    Number(nanos) < 1e9 &&
    (Number(seconds) < LAST_TIME[0] || (Number(seconds) === LAST_TIME[0] && Number(nanos) <= LAST_TIME[1]))
  );
}

/** Makes an attribute non-empty text: its own, else the fallback, else `unknown`. What was missing or unusable is reported. */
function stateText(
  attributes: AttributeMap,
  name: string,
  fact: Fact,
  fallback: string | undefined,
  issues: FactIssue[],
): void {
  const own = ownText(attributes, name);
  if (own === undefined && !isAbsent(attributes, name)) issues.push(factIssue(fact, 'invalid'));
  const text = own ?? fallback ?? UNKNOWN;
  if (text === UNKNOWN) issues.push(factIssue(fact, 'unknown'));
  attributes[name] = text;
}
