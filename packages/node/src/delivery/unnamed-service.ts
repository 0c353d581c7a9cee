import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import type { SelfTelemetry } from '@otelseal/semantic-conventions';

type Resource = ReadWriteLogRecord['resource'];

/** What OpenTelemetry calls a service that nobody named, with the program's name behind it. */
const UNNAMED = /^unknown_service(?::|$)/;

/**
 * Says once when records are sealed in the name of `unknown_service`. Only a record knows: the name may come from an option of the SDK,
 * from a variable or from a detector.
 */
export function reportingUnnamedService(stage: LogRecordProcessor, telemetry: SelfTelemetry): LogRecordProcessor {
  let isAsked = false;
  const judge = (resource: Resource): void => {
    if (isNamed(resource)) return;
    telemetry.reportOnce(
      'ERR_SERVICE_UNNAMED',
      'The service has no name (OTEL_SERVICE_NAME): records are sealed as unknown_service and cannot be told apart by service.',
    );
  };
  return {
    onEmit(record, context): void {
      if (!isAsked) {
        isAsked = true;
        void settled(record.resource).then(judge, () => undefined);
      }
      stage.onEmit(record, context);
    },
    forceFlush: () => stage.forceFlush(),
    shutdown: () => stage.shutdown(),
  };
}

/** The resource once its detectors have ended. */
async function settled(resource: Resource): Promise<Resource> {
  if (resource.asyncAttributesPending === true) await resource.waitForAsyncAttributes?.();
  return resource;
}

function isNamed({ attributes }: Resource): boolean {
  const name = attributes['service.name'];
  return typeof name === 'string' && name !== '' && !UNNAMED.test(name);
}
