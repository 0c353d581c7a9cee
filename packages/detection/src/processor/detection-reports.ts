import {
  METRIC_DETECTION_OPEN,
  METRIC_DETECTION_PARTIALS,
  METRIC_DETECTION_SUPPRESSED,
  METRIC_INCIDENTS,
  METRIC_INTERNAL_ERRORS,
  METRIC_NOTIFICATIONS,
  type SelfTelemetry,
} from '@otelseal/semantic-conventions';
import type { EngineReports } from '../detection-engine.js';
import type { DetectorName } from '../detector.js';
import type { Noticed } from '../noticed.js';
import type { NotificationReports } from '../sinks/incident-sink.js';

/** What detection counts and says about itself. Nothing in here lets a caller's telemetry throw into the application. */
export class DetectionReports implements EngineReports, NotificationReports {
  readonly #telemetry: SelfTelemetry | undefined;

  constructor(telemetry: SelfTelemetry | undefined) {
    this.#telemetry = telemetry;
  }

  noticed(noticed: Noticed): void {
    if (noticed.kind === 'partial') this.#count(METRIC_DETECTION_PARTIALS, 1, { detector: noticed.detector });
    else if (noticed.kind === 'suppressed') this.#count(METRIC_DETECTION_SUPPRESSED, 1, { detector: noticed.detector });
    else if (noticed.kind === 'incident' && noticed.incident.state !== 'ended') {
      const { detector, severity } = noticed.incident;
      this.#count(METRIC_INCIDENTS, 1, { detector, severity });
    }
  }

  open(incidents: number): void {
    this.#count(METRIC_DETECTION_OPEN, incidents, {});
  }

  notified(sink: string, outcome: 'delivered' | 'failed' | 'dropped', cause?: unknown): void {
    this.#count(METRIC_NOTIFICATIONS, 1, { sink, outcome });
    if (outcome === 'delivered') return;
    const what = outcome === 'dropped' ? 'were dropped, because more came than may be sent' : 'could not be delivered';
    this.#report(
      `ERR_NOTIFICATION_${sink.toUpperCase()}`,
      `Notifications of incidents to the sink ${sink} ${what}.`,
      cause,
    );
  }

  detectorFailed(detector: DetectorName, cause: unknown): void {
    this.#report(
      `ERR_DETECTOR_${detector.toUpperCase()}`,
      `The detector ${detector} failed on a record; it goes on with the next.`,
      cause,
    );
  }

  failed(cause: unknown): void {
    this.#report('ERR_DETECTION_FAILED', 'A record could not be looked at by detection and goes on as it is.', cause);
  }

  #report(code: string, message: string, cause?: unknown): void {
    this.#count(METRIC_INTERNAL_ERRORS, 1, { code });
    try {
      this.#telemetry?.reportOnce(code, message, cause);
    } catch {
      // A sink that throws must not reach the application, and there is nowhere left to say so.
    }
  }

  #count(metric: string, value: number, attributes: Readonly<Record<string, string>>): void {
    try {
      this.#telemetry?.add(metric, value, attributes);
    } catch {
      // As above.
    }
  }
}
