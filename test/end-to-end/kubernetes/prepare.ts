import { prepare } from '../../backends/peer-unavailable.ts';
import { manifestReader } from './manifest-reader.ts';

await prepare(manifestReader);
