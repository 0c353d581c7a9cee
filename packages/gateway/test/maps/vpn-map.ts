/** A map as a user writes one, without samples. */
export const VPN_MAP = `
map: vpn
title: a VPN
sources: { manual: https://vpn.example/log }
recognise: [{ attribute: { service.name: vpn } }]
read: text
rules:
  - name: refused
    source: manual
    pattern: '^auth failed user=(?P<user>[^ ]+) ip=(?P<address>[^ ]+)$'
    event: security.authn.login.failure
    constant: { security.auth.method: password, security.reason: wrong_password }
    field: { audit.actor.id: user, client.address: address }
`;
