import { chromiumProgram } from '../../backends/chromium/chromium.ts';
import { prepare } from '../../backends/peer-unavailable.ts';

await prepare(async () => chromiumProgram());
