import { keycloakHome } from '../../backends/keycloak/build.ts';
import { prepare } from '../../backends/peer-unavailable.ts';

await prepare(keycloakHome);
