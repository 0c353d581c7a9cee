import { opensearchHome } from '../../backends/opensearch/build.ts';
import { prepare } from '../../backends/peer-unavailable.ts';

await prepare(opensearchHome);
