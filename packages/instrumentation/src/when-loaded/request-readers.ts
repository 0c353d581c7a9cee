import { observeCspReports } from '../csp-reports/observe-csp-reports.js';
import { LIBRARY, limitReader } from '../express-rate-limit/read-limit.js';
import type { InstrumentationName } from '../instrumentation-registry.js';
import { addAnswerReader } from '../request/answer-readers.js';
import { addErrorReader } from '../request/error-readers.js';
import type { ValidationFinding } from '../request/request-finding.js';
import { addRequestObserver } from '../request/request-observers.js';
import { readAjvError } from '../validation/read-ajv-error.js';
import { readClassValidatorError } from '../validation/read-class-validator-error.js';
import { readZodError } from '../validation/read-zod-error.js';
import { readWithCauses } from '../validation/report-validation.js';

/** What the instrumentations do that patch nothing: they read what libraries leave at requests, so that nothing of OpenTelemetry's is needed for them. */
const READERS: Readonly<Partial<Record<InstrumentationName, () => void>>> = {
  'express-rate-limit': () => addAnswerReader(LIBRARY, limitReader()),
  'csp-reports': () => addRequestObserver(observeCspReports),
  zod: () => addErrors('zod', readZodError),
  ajv: () => addErrors('ajv', readAjvError),
  'class-validator': () => addErrors('class-validator', readClassValidatorError),
};

export function readRequestsFor(names: readonly InstrumentationName[]): void {
  for (const name of names) READERS[name]?.();
}

function addErrors(library: string, read: (error: unknown) => ValidationFinding | undefined): void {
  addErrorReader(library, (error) => readWithCauses(error, read));
}
