/**
 * Whoever imports this has the events of answers at once. `when-loaded` imports the instrumentations without it, and this when the
 * service has started.
 *
 * @module
 */
import { answersReportedBy } from './answer-watch.js';
import { reportAnswer } from './report-answer.js';

answersReportedBy(reportAnswer);
