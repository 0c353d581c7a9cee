// Generated from model/ by scripts/generate.ts. Do not edit.
import type { EventDefinition } from '../event-definition.js';
import { ADMIN_EVENTS } from './events/admin.js';
import { AI_EVENTS } from './events/ai.js';
import { AUDIT_LOG_EVENTS } from './events/audit-log.js';
import { AUTHENTICATION_EVENTS } from './events/authentication.js';
import { AUTHORIZATION_EVENTS } from './events/authorization.js';
import { BUSINESS_LOGIC_EVENTS } from './events/business-logic.js';
import { CREDENTIALS_EVENTS } from './events/credentials.js';
import { CRYPTOGRAPHY_EVENTS } from './events/cryptography.js';
import { EXCESSIVE_USE_EVENTS } from './events/excessive-use.js';
import { FILE_UPLOAD_EVENTS } from './events/file-upload.js';
import { INCIDENT_EVENTS } from './events/incident.js';
import { INPUT_VALIDATION_EVENTS } from './events/input-validation.js';
import { MALICIOUS_EVENTS } from './events/malicious.js';
import { PRIVILEGE_EVENTS } from './events/privilege.js';
import { SENSITIVE_DATA_EVENTS } from './events/sensitive-data.js';
import { SESSION_EVENTS } from './events/session.js';
import { SYSTEM_EVENTS } from './events/system.js';
import { TRANSACTION_EVENTS } from './events/transaction.js';
import { USER_MANAGEMENT_EVENTS } from './events/user-management.js';

/** Every event of the catalogue, by name. The object has no prototype. @experimental */
export const EVENTS: Readonly<Record<string, EventDefinition>> = {
  __proto__: null as never,
  ...ADMIN_EVENTS,
  ...AI_EVENTS,
  ...AUDIT_LOG_EVENTS,
  ...AUTHENTICATION_EVENTS,
  ...AUTHORIZATION_EVENTS,
  ...BUSINESS_LOGIC_EVENTS,
  ...CREDENTIALS_EVENTS,
  ...CRYPTOGRAPHY_EVENTS,
  ...EXCESSIVE_USE_EVENTS,
  ...FILE_UPLOAD_EVENTS,
  ...INCIDENT_EVENTS,
  ...INPUT_VALIDATION_EVENTS,
  ...MALICIOUS_EVENTS,
  ...PRIVILEGE_EVENTS,
  ...SENSITIVE_DATA_EVENTS,
  ...SESSION_EVENTS,
  ...SYSTEM_EVENTS,
  ...TRANSACTION_EVENTS,
  ...USER_MANAGEMENT_EVENTS,
};
