import type { Finding } from '../detector.js';
import type { DetectorProfile } from '../detector-profile.js';
import { type Confidence, type Incident, type IncidentSeverity, SEVERITY_RANK } from '../incident.js';
import type { SecurityFact, ShownParties } from '../security-fact.js';
import { incidentSummary } from './incident-summary.js';
import { NamesCollected } from './names-seen.js';

const RECORDS_AT_EACH_END = 10;

/** An incident that goes on, as its book keeps it. All it holds is bounded. */
export class OpenIncident {
  readonly id: string;
  readonly profile: DetectorProfile;
  readonly #first: Finding;
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
  #what: string;
  #count: number;
  #countedUsers = 0;
  #countedSources = 0;
  lastMs: number;

  /** @param isFolded whether it stands for many keys */
  constructor(
    id: string,
    profile: DetectorProfile,
    finding: Finding,
    fact: SecurityFact | undefined,
    nowMs: number,
    isFolded: boolean,
  ) {
    this.id = id;
    this.profile = profile;
    this.#first = finding;
    this.#firstMs = Math.min(finding.sinceMs, nowMs);
    this.#isFolded = isFolded;
    this.#tenant = fact?.details.tenant;
    this.#service = fact?.details.service;
    this.#severity = finding.severity;
    this.#confidence = finding.confidence;
    this.#what = finding.what;
    this.#count = 0;
    this.lastMs = nowMs;
  }

  get severity(): IncidentSeverity {
    return this.#severity;
  }

  /** Adds one event. @returns whether the severity rose */
  add(finding: Finding, shown: ShownParties | undefined, nowMs: number): boolean {
    this.#count = this.#isFolded ? this.#count + 1 : Math.max(finding.count, this.#count + 1);
    this.lastMs = Math.max(this.lastMs, nowMs);
    this.#countedUsers = Math.max(this.#countedUsers, finding.users ?? 0);
    this.#countedSources = Math.max(this.#countedSources, finding.sources ?? 0);
    if (shown !== undefined) this.#collect(shown);
    const rose = SEVERITY_RANK[finding.severity] > SEVERITY_RANK[this.#severity];
    if (rose) {
      this.#severity = finding.severity;
      this.#confidence = finding.confidence;
      this.#what = finding.what;
    }
    return rose;
  }

  told(state: Incident['state'], fact: SecurityFact | undefined): Incident {
    const { profile, lastMs } = this;
    const users = this.#users.seen(this.#countedUsers);
    const sources = this.#sources.seen(this.#countedSources);
    const firstMs = Math.min(this.#firstMs, lastMs);
    return Object.freeze({
      id: this.id,
      state,
      detector: profile.name,
      severity: this.#severity,
      confidence: this.#confidence,
      subject: this.#isFolded ? 'service' : this.#first.subject,
      summary: incidentSummary({
        title: profile.title,
        what: this.#what,
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

  #collect({ actor, client, session, recordId }: ShownParties): void {
    this.#users.add(actor);
    this.#sources.add(client);
    this.#source ??= client;
    this.#session ??= session;
    if (recordId === undefined) return;
    if (this.#firstRecords.length < RECORDS_AT_EACH_END) this.#firstRecords.push(recordId);
    else {
      if (this.#lastRecords.length === RECORDS_AT_EACH_END) this.#lastRecords.shift();
      this.#lastRecords.push(recordId);
    }
  }
}
