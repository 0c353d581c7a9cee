import { changedThresholds, checkedDetectionOptions } from './check-detection-options.js';
import { Campaigns } from './counting/campaigns.js';
import { combineKeys, markOfText } from './counting/combine-keys.js';
import { RepeatedPasswords } from './counting/repeated-passwords.js';
import { isStepBack } from './counting/step-back.js';
import { TableMemory } from './counting/table-memory.js';
import type { DetectionOptions } from './detection-options.js';
import { DETECTION_THRESHOLDS } from './detection-thresholds.js';
import type { Detector, DetectorName, DetectorResources, Finding, PartialCount } from './detector.js';
import type { DetectorProfile } from './detector-profile.js';
import { detectorProfile } from './detector-profiles.js';
import { DetectorSet } from './detector-set.js';
import { isWithoutCredentials, LOGIN_FAILURE } from './detectors/login-events.js';
import { IncidentBook } from './incidents/incident-book.js';
import { isGuessing, isTypical, namingRank } from './incidents/naming.js';
import { OpenIncident } from './incidents/open-incident.js';
import { RecentEvents } from './incidents/recent-events.js';
import { DETECTOR_NAMES, makeDetector, weightOf } from './make-detectors.js';
import type { Noticed } from './noticed.js';
import type { SecurityFact, ShownParties } from './security-fact.js';
import { StreamActivity } from './stream-activity.js';
import { type Suppression, Suppressions } from './suppressions.js';

const NOTHING: readonly Noticed[] = Object.freeze([]);
/** Weights beside those of detectors. */
const REPEATED_WEIGHT = 3;
const SUPPRESSED_WEIGHT = 0.2;
/** Incidents are kept as objects of at most 5 kB: what is left is theirs. */
const TABLES_SHARE = 0.85;
const ADVANCE_EVERY_MS = 5_000;
/** Of 32 MiB there are 2,048 recent events, which take about 600 kB of what is not of the tables. */
const BYTES_PER_RECENT_EVENT = 16_384;
const NO_EVENTS: readonly string[] = [];

/** What a detector said about the fact at hand. */
interface Said {
  readonly name: DetectorName;
  readonly what: Finding | PartialCount;
}

/**
 * What the engine tells besides what it notices.
 *
 * @experimental
 */
export interface EngineReports {
  /** A detector threw; it goes on with the next fact, the others are not concerned. */
  detectorFailed(detector: DetectorName, cause: unknown): void;
}

/**
 * All detectors over one stream of facts: pure, so that a replay of stored facts at their own times says what a live run said.
 *
 * @experimental
 * @example
 * const engine = new DetectionEngine({ quietMs: 600_000 });
 * for (const { fact, shown, atMs } of history) show(engine.observe(fact, shown, atMs));
 * show(engine.endAll());
 */
export class DetectionEngine {
  readonly #profiles: ReadonlyMap<DetectorName, DetectorProfile>;
  readonly #everywhere: DetectorSet;
  readonly #overrides: readonly {
    readonly route: string | undefined;
    readonly tenant: string | undefined;
    readonly set: DetectorSet;
  }[];
  readonly #book: IncidentBook;
  readonly #recent: RecentEvents;
  readonly #repeated: RepeatedPasswords;
  readonly #suppressions: Suppressions | undefined;
  readonly #suppressed: Campaigns;
  readonly #reports: EngineReports;
  readonly #activity = new StreamActivity();
  #advancedMs = 0;
  /** Bytes of all tables: the same from construction to the end. */
  readonly bytes: number;

  /** @throws DetectionOptionsError */
  constructor(options: Partial<DetectionOptions> = {}, reports: EngineReports = { detectorFailed: () => undefined }) {
    const checked = checkedDetectionOptions(options);
    this.#reports = reports;
    const names = DETECTOR_NAMES.filter((name) => !checked.disable.includes(name));
    this.#profiles = new Map(names.map((name) => [name, detectorProfile(name, checked.runbooks)]));
    this.#recent = new RecentEvents(Math.min(2_048, Math.floor(checked.memoryBytes / BYTES_PER_RECENT_EVENT)));
    this.#book = new IncidentBook(checked, (name, finding, fact) =>
      fact === undefined ? [] : this.#recent.before(finding, fact.eventName, this.#subscribedBy(name)),
    );
    this.#suppressions = checked.suppress.length === 0 ? undefined : new Suppressions(checked.suppress);

    const replaced = checked.overrides.map(({ thresholds }) => names.filter((name) => thresholds[name] !== undefined));
    const weight = [...names, ...replaced.flat()].reduce(
      (sum, name) => sum + weightOf(name),
      REPEATED_WEIGHT + SUPPRESSED_WEIGHT,
    );
    const memory = TableMemory.of(checked.memoryBytes * TABLES_SHARE);
    const repeated = new RepeatedPasswords(memory.part(REPEATED_WEIGHT / weight));
    this.#repeated = repeated;
    this.#suppressed = new Campaigns(checked.quietMs, memory.part(SUPPRESSED_WEIGHT / weight));
    const resources = (name: DetectorName): DetectorResources => ({
      memory: memory.part(weightOf(name) / weight),
      quietMs: checked.quietMs,
      repeated,
      partialCounts: checked.severalInstances,
    });

    const thresholds = changedThresholds(DETECTION_THRESHOLDS, checked.thresholds);
    const detectors = names.map((name) => makeDetector(name, thresholds, resources(name)));
    this.#everywhere = new DetectorSet(detectors);
    this.#overrides = checked.overrides.map(({ route, tenant, thresholds: changes }, index) => {
      const changed = changedThresholds(thresholds, changes);
      const own = (replaced[index] ?? []).map((name) => makeDetector(name, changed, resources(name)));
      return { route, tenant, set: this.#everywhere.with(own) };
    });
    const sets = [this.#everywhere, ...this.#overrides.map(({ set }) => set)];
    const all = new Set(sets.flatMap((set) => set.detectors));
    this.bytes = repeated.bytes + this.#suppressed.bytes + [...all].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Incidents that are going on. */
  get openIncidents(): number {
    return this.#book.size;
  }

  /** Whether any detector wants to see events of this name. */
  subscribes(eventName: string): boolean {
    return (
      this.#everywhere.of(eventName) !== undefined || this.#overrides.some(({ set }) => set.of(eventName) !== undefined)
    );
  }

  /**
   * Takes one fact.
   *
   * @param nowMs time of the event in milliseconds since the epoch
   */
  observe(fact: SecurityFact, shown: ShownParties | undefined, nowMs: number): readonly Noticed[] {
    if (isStepBack(this.#advancedMs, nowMs)) {
      this.#advancedMs = nowMs;
      this.#suppressions?.restart();
    }
    // Before the fact is noted: in a replay it is what ends a silence that nobody else tells of.
    const passed = nowMs - this.#advancedMs >= ADVANCE_EVERY_MS ? this.advance(nowMs) : NOTHING;
    this.#activity.note(nowMs);
    const detectors = (this.#overrides.length === 0 ? this.#everywhere : this.#setFor(fact)).of(fact.eventName);
    if (detectors === undefined) {
      this.#activity.countUsual();
      return passed;
    }
    const said = this.#heard(detectors, fact, nowMs);
    if (said === undefined) this.#activity.countUsual();
    const told = said === undefined ? passed : [...passed, ...this.#tell(said, fact, shown, nowMs)];
    if (shown !== undefined) this.#remember(fact, shown, nowMs);
    return told;
  }

  /** What the detectors say about the fact; `undefined` when none of them says anything. */
  #heard(detectors: readonly Detector[], fact: SecurityFact, nowMs: number): Said[] | undefined {
    let said: Said[] | undefined;
    const isGuess = !isWithoutCredentials(fact);
    for (const detector of detectors) {
      if (!isGuess && isGuessing(detector.name)) continue;
      const what = this.#ask(detector, fact, nowMs);
      if (what === undefined) continue;
      said ??= [];
      said.push({ name: detector.name, what });
    }
    return said;
  }

  /** Keeps the event for the evidence of what may come of it; a login that no detector counts as a guess is none. */
  #remember(fact: SecurityFact, shown: ShownParties, nowMs: number): void {
    try {
      const isCounted =
        fact.eventName !== LOGIN_FAILURE || !(isWithoutCredentials(fact) || this.#repeated.has(fact, nowMs));
      if (isCounted) this.#recent.note(fact, shown, nowMs);
    } catch {
      // A fact that cannot be read was reported by the detectors.
    }
  }

  #subscribedBy(name: DetectorName): readonly string[] {
    return this.#everywhere.detectors.find((detector) => detector.name === name)?.subscribes ?? NO_EVENTS;
  }

  /** Lets time pass: ends incidents that have been quiet, notices silence, and tells of suppressions that begin or expire. */
  advance(nowMs: number): readonly Noticed[] {
    if (nowMs <= this.#advancedMs) return NOTHING;
    this.#advancedMs = nowMs;
    const turned = this.#suppressions?.turn(nowMs) ?? NOTHING;
    const ended = this.#book.endQuiet(nowMs).map((incident): Noticed => ({ kind: 'incident', incident }));
    const idle = this.#everywhere.detectors.flatMap((detector) => this.#idle(detector, nowMs));
    return turned.length + ended.length + idle.length === 0 ? NOTHING : [...turned, ...ended, ...idle];
  }

  /** Ends every incident, with its totals, and every suppression, with how much it kept back. */
  endAll(): readonly Noticed[] {
    const ended = this.#book.endAll().map((incident): Noticed => ({ kind: 'incident', incident }));
    return [...ended, ...(this.#suppressions?.endAll() ?? NOTHING)];
  }

  /** The most telling first: it names what opens now. */
  #tell(said: Said[], fact: SecurityFact, shown: ShownParties | undefined, nowMs: number): readonly Noticed[] {
    if (said.length > 1) said.sort((a, b) => tellingRank(b) - tellingRank(a));
    return said.flatMap(({ name, what }): Noticed | readonly Noticed[] => {
      if ('partial' in what) return { kind: 'partial', detector: name, partial: what, shown };
      return this.#report(name, what, fact, shown, nowMs) ?? NOTHING;
    });
  }

  #ask(detector: Detector, fact: SecurityFact, nowMs: number): ReturnType<Detector['observe']> {
    try {
      return detector.observe(fact, nowMs);
    } catch (cause) {
      this.#reports.detectorFailed(detector.name, cause);
      return undefined;
    }
  }

  #idle(detector: Detector, nowMs: number): readonly Noticed[] {
    try {
      const finding = detector.idle?.(nowMs, this.#activity);
      const told = finding && this.#report(detector.name, finding, undefined, undefined, nowMs);
      return told === undefined ? NOTHING : [told];
    } catch (cause) {
      this.#reports.detectorFailed(detector.name, cause);
      return NOTHING;
    }
  }

  #report(
    name: DetectorName,
    finding: Finding,
    fact: SecurityFact | undefined,
    shown: ShownParties | undefined,
    nowMs: number,
  ): Noticed | undefined {
    const profile = this.#profiles.get(name);
    if (profile === undefined) return undefined;
    const suppression = this.#suppressions?.find(name, fact?.raw, nowMs);
    if (suppression !== undefined) return this.#suppress(suppression, profile, finding, fact, shown, nowMs);
    const incident = this.#book.report(profile, finding, fact, shown, nowMs);
    return incident === undefined ? undefined : { kind: 'incident', incident };
  }

  /** Says once for every severity, until it has been quiet, that something was not raised: the success of a tester is recorded, too. */
  #suppress(
    suppression: Suppression,
    profile: DetectorProfile,
    finding: Finding,
    fact: SecurityFact | undefined,
    shown: ShownParties | undefined,
    nowMs: number,
  ): Noticed | undefined {
    const key = combineKeys(finding.key, markOfText(`${profile.name} ${finding.severity}`));
    if (this.#suppressed.goesOn(key, nowMs)) return undefined;
    this.#suppressed.begin(key, nowMs, 1, nowMs);
    this.#suppressions?.count(suppression);
    const unopened = new OpenIncident('', finding, fact, nowMs, false);
    unopened.add(profile, finding, fact, shown, nowMs);
    return { kind: 'suppressed', detector: profile.name, incident: unopened.told('opened', undefined), suppression };
  }

  #setFor({ details }: SecurityFact): DetectorSet {
    const fitting = this.#overrides.find(
      ({ route, tenant }) =>
        (route === undefined || route === details.route) && (tenant === undefined || tenant === details.tenant),
    );
    return fitting?.set ?? this.#everywhere;
  }
}

function tellingRank({ name, what }: Said): number {
  return namingRank(name) + ('partial' in what || !isTypical(what) ? 0 : DETECTOR_NAMES.length);
}
