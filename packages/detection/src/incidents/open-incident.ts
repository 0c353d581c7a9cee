import { isStepBack } from '../counting/step-back.js';
import type { Finding } from '../detector.js';
import type { DetectorProfile } from '../detector-profile.js';
import { type Confidence, type Incident, type IncidentSeverity, SEVERITY_RANK } from '../incident.js';
import type { SecurityFact, ShownParties } from '../security-fact.js';
import { incidentSummary } from './incident-summary.js';
import { NamesCollected } from './names-seen.js';
import { isTypical, namedBy } from './naming.js';

const RECORDS_AT_EACH_END = 10;

/** What one detector has said about it so far. */
interface DetectorSight {
  readonly name: DetectorProfile['name'];
  readonly profile: DetectorProfile;
  typical: number;
  what: string;
}

/** An incident that goes on, as its book keeps it. All it holds is bounded. */
export class OpenIncident {
  readonly id: string;
  /** A handful at most: one for each detector of its kind. */
  readonly #sights: DetectorSight[] = [];
  readonly #subject: Finding['subject'];
  readonly #users = new NamesCollected();
  readonly #sources = new NamesCollected();
  readonly #firstRecords: string[] = [];
  readonly #lastRecords: string[] = [];
  readonly #firstMs: number;
  readonly #isFolded: boolean;
  readonly #tenant: string | undefined;
  readonly #service: string | undefined;
  #source: string | undefined;
  #session: string | undefined;
  #severity: IncidentSeverity;
  #confidence: Confidence;
  /** What happened when it became critical. */
  #success: string | undefined;
  #count = 0;
  #countedUsers = 0;
  #countedSources = 0;
  #lastFact: SecurityFact | undefined;
  #quietMs = 0;
  lastMs: number;

  /** @param isFolded whether it stands for many keys */
  constructor(id: string, finding: Finding, fact: SecurityFact | undefined, nowMs: number, isFolded: boolean) {
    this.id = id;
    this.#subject = finding.subject;
    this.#firstMs = Math.min(finding.sinceMs, nowMs);
    this.#isFolded = isFolded;
    this.#tenant = fact?.details.tenant;
    this.#service = fact?.details.service;
    this.#severity = finding.severity;
    this.#confidence = finding.confidence;
    this.lastMs = nowMs;
  }

  get severity(): IncidentSeverity {
    return this.#severity;
  }

  /** Whether nothing has happened for long enough, or time began anew. */
  isOver(nowMs: number, quietMs: number): boolean {
    return nowMs - this.lastMs > Math.max(quietMs, this.#quietMs) || isStepBack(this.lastMs, nowMs);
  }

  /** Takes events that led to it, the oldest first, for evidence; they are counted already. */
  remember(events: readonly ShownParties[]): void {
    for (const shown of events) this.#collect(shown);
  }

  /** Adds what a detector says about an event; several may speak about one. @returns whether the severity rose */
  add(
    profile: DetectorProfile,
    finding: Finding,
    fact: SecurityFact | undefined,
    shown: ShownParties | undefined,
    nowMs: number,
  ): boolean {
    const isNext = fact === undefined || fact !== this.#lastFact;
    this.#lastFact = fact;
    const next = this.#count + (isNext ? 1 : 0);
    this.#count = this.#isFolded ? next : Math.max(finding.count, next);
    this.lastMs = Math.max(this.lastMs, nowMs);
    this.#quietMs = Math.max(this.#quietMs, finding.quietMs ?? 0);
    this.#countedUsers = Math.max(this.#countedUsers, finding.users ?? 0);
    this.#countedSources = Math.max(this.#countedSources, finding.sources ?? 0);
    if (shown !== undefined && isNext) {
      this.#collect(shown);
      this.#source ??= shown.client;
      this.#session ??= shown.session;
    }
    this.#see(profile, finding);
    const rose = SEVERITY_RANK[finding.severity] > SEVERITY_RANK[this.#severity];
    if (rose) {
      this.#severity = finding.severity;
      this.#confidence = finding.confidence;
    }
    if (finding.severity === 'critical') this.#success ??= finding.what;
    return rose;
  }

  told(state: Incident['state'], fact: SecurityFact | undefined): Incident {
    const { lastMs } = this;
    const { profile, what } = namedBy(this.#sights) as DetectorSight;
    const users = this.#users.seen(this.#countedUsers);
    const sources = this.#sources.seen(this.#countedSources);
    const firstMs = Math.min(this.#firstMs, lastMs);
    return Object.freeze({
      id: this.id,
      state,
      detector: profile.name,
      severity: this.#severity,
      confidence: this.#confidence,
      subject: this.#isFolded ? 'service' : this.#subject,
      summary: incidentSummary({
        title: profile.title,
        what: this.#success ?? what,
        count: this.#count,
        firstMs,
        lastMs,
        users,
        sources,
      }),
      source: this.#source,
      user: users.distinct === 1 ? users.shown[0] : undefined,
      session: this.#session,
      tenant: this.#tenant,
      service: this.#service,
      firstMs,
      lastMs,
      count: this.#count,
      users,
      sources,
      records: [...this.#firstRecords, ...this.#lastRecords],
      attack: profile.attack,
      appSensor: profile.appSensor,
      response: profile.response,
      runbook: profile.runbook,
      raw: fact?.raw,
    });
  }

  #see(profile: DetectorProfile, finding: Finding): void {
    let sight = this.#sights.find(({ name }) => name === profile.name);
    if (sight === undefined) {
      sight = { name: profile.name, profile, typical: 0, what: finding.what };
      this.#sights.push(sight);
    }
    if (isTypical(finding)) sight.typical += 1;
    if (SEVERITY_RANK[finding.severity] >= SEVERITY_RANK[this.#severity]) sight.what = finding.what;
  }

  #collect({ actor, client, recordId }: ShownParties): void {
    this.#users.add(actor);
    this.#sources.add(client);
    if (recordId === undefined) return;
    if (this.#firstRecords.length < RECORDS_AT_EACH_END) this.#firstRecords.push(recordId);
    else {
      if (this.#lastRecords.length === RECORDS_AT_EACH_END) this.#lastRecords.shift();
      this.#lastRecords.push(recordId);
    }
  }
}
