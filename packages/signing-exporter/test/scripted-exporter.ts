import type { ExportResult } from '@opentelemetry/core';
import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';

export type Answer = 'success' | 'fail' | 'throw' | 'silence' | 'twice' | { readonly code: number };

/** An inner exporter that answers as told; the last answer repeats. */
export class ScriptedExporter implements LogRecordExporter {
  readonly calls: ReadableLogRecord[][] = [];
  readonly accepted: ReadableLogRecord[] = [];
  readonly lifecycle: string[] = [];
  answers: Answer[];
  /** Callbacks of calls answered with `silence`. */
  readonly held: ((result: ExportResult) => void)[] = [];
  /** When set, decides instead of the script. */
  decide: ((records: readonly ReadableLogRecord[]) => Answer) | undefined;

  constructor(...answers: Answer[]) {
    this.answers = answers.length === 0 ? ['success'] : answers;
  }

  export(records: ReadableLogRecord[], done: (result: ExportResult) => void): void {
    this.calls.push(records);
    const answer =
      this.decide?.(records) ?? (this.answers.length > 1 ? this.answers.shift() : this.answers[0]) ?? 'success';
    if (answer === 'throw') throw new RangeError('Maximum call stack size exceeded');
    if (answer === 'silence') this.held.push(done);
    if (answer === 'success' || answer === 'twice') {
      this.accepted.push(...records);
      done({ code: 0 });
    }
    if (answer === 'twice') done({ code: 1, error: new Error('second call') });
    if (answer === 'fail') done({ code: 1, error: new Error('connect ECONNREFUSED') });
    if (typeof answer === 'object')
      done({ code: 1, error: Object.assign(new Error('refused'), { code: answer.code }) });
  }

  async forceFlush(): Promise<void> {
    this.lifecycle.push('forceFlush');
  }

  async shutdown(): Promise<void> {
    this.lifecycle.push('shutdown');
  }
}
