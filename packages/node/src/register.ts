/**
 * `node --import @otelseal/node/register app.js`: starts OpenTelemetry with Otelseal in it, for services that have neither.
 * Everything is configured by variables; see the README.
 *
 * @module
 */
import { registerLater } from './register/register-later.js';

registerLater(process);
