import { ADMINISTRATOR, ADMINISTRATOR_PASSWORD, type Keycloak } from '../../backends/keycloak/keycloak.ts';

const PROTOCOL = '/realms/master/protocol/openid-connect';

/** Logs in by the password grant, as `admin-cli` does. @returns the answer, whatever it is */
export function logIn(keycloak: Keycloak, username: string, password: string): Promise<Response> {
  const form = { grant_type: 'password', client_id: 'admin-cli', username, password };
  return fetch(`${keycloak.url}${PROTOCOL}/token`, { method: 'POST', body: new URLSearchParams(form) });
}

/** The administrator at work: a user comes, gets the role of administrators, and goes. */
export async function administer(keycloak: Keycloak): Promise<void> {
  const answer = await logIn(keycloak, ADMINISTRATOR, ADMINISTRATOR_PASSWORD);
  const tokens = (await answer.json()) as { access_token: string; refresh_token: string };
  const ask = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const headers = { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json' };
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await fetch(`${keycloak.url}/admin/realms/master${path}`, init);
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
    return response;
  };
  await ask('POST', '/users', { username: 'mallory', enabled: true });
  const [user] = (await (await ask('GET', '/users?username=mallory')).json()) as { id: string }[];
  const role = (await (await ask('GET', '/roles/admin')).json()) as object;
  await ask('POST', `/users/${user?.id}/role-mappings/realm`, [role]);
  await ask('PUT', `/users/${user?.id}/reset-password`, { type: 'password', value: 'new-on-this-machine' });
  await ask('DELETE', `/users/${user?.id}`);
  const form = { client_id: 'admin-cli', refresh_token: tokens.refresh_token };
  await fetch(`${keycloak.url}${PROTOCOL}/logout`, { method: 'POST', body: new URLSearchParams(form) });
}
