import { alertmanagerProgram } from '../../backends/alertmanager/alertmanager.ts';
import { prepare } from '../../backends/peer-unavailable.ts';

await prepare(async () => alertmanagerProgram());
