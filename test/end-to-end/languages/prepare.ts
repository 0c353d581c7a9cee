import { prepare } from '../../backends/peer-unavailable.ts';
import { applications } from './applications.ts';

await prepare(applications);
