/** A rule as something runs it again and again. */
export interface ScheduledRule {
  readonly alert: string;
  readonly intervalMs: number;
  /** About whom it would alert at this moment. */
  readonly evaluate: (nowMs: number) => Promise<readonly string[]>;
}

/** Somebody was told, or would have been. */
export interface Raised {
  readonly alert: string;
  /** Whatever names whom it is about. */
  readonly about: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** How a store says that there is nothing yet to ask. */
const NOTHING_YET =
  /Unknown index|index_not_found_exception|no_shard_available|all shards failed|illegal_index_shard_state_exception/;

/**
 * Stands for what runs rules and is in no package registry: Kibana's rule engine, and the alerting plugin of OpenSearch. Runs each rule as
 * often as it says, the first time at a moment of its own within that, as rules that were switched on one after another are.
 */
export class RuleScheduler {
  /** In the order of their coming, each time anew. */
  readonly raised: Raised[] = [];
  readonly #failed: string[] = [];
  readonly #isOver = new AbortController();
  readonly #running: Promise<unknown>;

  private constructor(rules: readonly ScheduledRule[]) {
    this.#running = Promise.all(rules.map((rule, n) => this.#run(rule, (n / rules.length) * rule.intervalMs)));
  }

  static start(rules: readonly ScheduledRule[]): RuleScheduler {
    return new RuleScheduler(rules);
  }

  /** @throws when a rule could not be evaluated */
  async stop(): Promise<void> {
    this.#isOver.abort();
    await this.#running;
    if (this.#failed.length > 0) throw new Error(`rules that failed: ${this.#failed.slice(0, 3).join('; ')}`);
  }

  async #run(rule: ScheduledRule, afterMs: number): Promise<void> {
    await this.#pause(afterMs);
    while (!this.#isOver.signal.aborted) {
      const startedMs = Date.now();
      await this.#evaluate(rule, startedMs);
      await this.#pause(rule.intervalMs - (Date.now() - startedMs));
    }
  }

  async #evaluate({ alert, evaluate }: ScheduledRule, nowMs: number): Promise<void> {
    try {
      for (const about of await evaluate(nowMs)) this.raised.push({ alert, about, atMs: Date.now() });
    } catch (error) {
      if (!NOTHING_YET.test(String(error))) this.#failed.push(`${alert}: ${String(error)}`);
    }
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#isOver;
    return new Promise((settle) => {
      if (signal.aborted) return settle();
      const timer = setTimeout(done, Math.max(0, ms));
      signal.addEventListener('abort', done);
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        settle();
      }
    });
  }
}
