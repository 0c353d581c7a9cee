import type { SanitizeAction } from './actions.js';
import type { PersonalKind } from './detect/detector.js';
import type { SanitizePreset } from './sanitize-options.js';

/** What a preset does with every kind of personal data, and with which addresses. Secrets and attacking characters go under every preset. */
export interface PresetPolicy {
  readonly personal: Readonly<Record<PersonalKind, SanitizeAction>>;
  readonly addresses: 'public' | 'all';
  /** Attributes whose purpose is to hold such a datum, and what happens to it there instead. */
  readonly attributes: Readonly<Record<string, SanitizeAction>>;
}

/** Where a connection came from is a fact that every security event must tell (PCI DSS 10.2.2), so `balanced` keeps it in its own attributes. */
const ORIGIN_KEPT: Readonly<Record<string, SanitizeAction>> = {
  'client.address': 'keep',
  'source.address': 'keep',
  'server.address': 'keep',
  'destination.address': 'keep',
  'network.peer.address': 'keep',
  'network.local.address': 'keep',
  'host.ip': 'keep',
  'host.mac': 'keep',
  'session.id': 'pseudonym',
  'session.previous_id': 'pseudonym',
  'user.hash': 'keep',
  'security.token.hash': 'keep',
};

export const PRESETS: Readonly<Record<SanitizePreset, PresetPolicy>> = Object.freeze({
  strict: {
    personal: {
      email: 'pseudonym',
      ip: 'truncate',
      pan: 'mask',
      iban: 'mask',
      phone: 'pseudonym',
      mac: 'mask',
      geo: 'mask',
      'national-id': 'pseudonym',
      'birth-date': 'mask',
      'bank-account': 'mask',
      'vehicle-or-device': 'mask',
    },
    addresses: 'all',
    attributes: {
      'session.id': 'pseudonym',
      'session.previous_id': 'pseudonym',
      'user.hash': 'keep',
      'security.token.hash': 'keep',
      'audit.actor.id': 'pseudonym',
      'user.id': 'pseudonym',
      'user.name': 'pseudonym',
      'user.email': 'pseudonym',
      'user.full_name': 'pseudonym',
      'enduser.id': 'pseudonym',
      'security.onbehalf.id': 'pseudonym',
      'security.transaction.counterparty': 'pseudonym',
      'security.incident.users': 'pseudonym',
      'security.incident.sources': 'truncate',
      'client.address': 'truncate',
      'user_agent.original': 'mask',
      'geo.country.iso_code': 'keep',
      'geo.region.iso_code': 'mask',
      'security.geo.previous': 'mask',
      'security.control.ids': 'keep', // PCI:10.2.1.4 is a requirement and no address
    },
  },
  balanced: {
    personal: {
      email: 'pseudonym',
      ip: 'pseudonym',
      pan: 'mask',
      iban: 'mask',
      phone: 'pseudonym',
      mac: 'keep',
      geo: 'truncate',
      'national-id': 'pseudonym',
      'birth-date': 'mask',
      'bank-account': 'mask',
      'vehicle-or-device': 'mask',
    },
    addresses: 'public',
    attributes: ORIGIN_KEPT,
  },
  developer: {
    personal: {
      email: 'keep',
      ip: 'keep',
      pan: 'mask',
      iban: 'mask',
      phone: 'keep',
      mac: 'keep',
      geo: 'keep',
      'national-id': 'mask',
      'birth-date': 'keep',
      'bank-account': 'mask',
      'vehicle-or-device': 'keep',
    },
    addresses: 'public',
    attributes: { ...ORIGIN_KEPT, 'session.id': 'mask', 'session.previous_id': 'mask' },
  },
});
