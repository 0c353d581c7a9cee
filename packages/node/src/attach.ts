/**
 * `node --import @otelseal/node/attach …`: joins the OpenTelemetry SDK that the service starts by itself, before or after this module is
 * loaded. Everything is configured by variables; see the README.
 *
 * @module
 */
import { attachOtelseal } from './attach/attach-otelseal.js';

attachOtelseal(process);
