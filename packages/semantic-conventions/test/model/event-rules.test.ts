import { describe, expect, it } from 'vitest';
import { readModel } from '../../scripts/model/read-model.js';

const model = readModel();
const { events } = model;
const known = (name: string): boolean => model.attributes.has(name);
const named = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name);

describe('the catalogue', () => {
  it('has all 57 events of the OWASP Logging Vocabulary, each once', () => {
    const owasp = events.flatMap((event) => event.owasp?.name ?? []);
    expect(owasp).toHaveLength(57);
    expect(new Set(owasp).size).toBe(57);
  });

  it('has every event once', () => {
    expect(new Set(named(events)).size).toBe(events.length);
    expect(events.length).toBeGreaterThanOrEqual(97);
  });
});

describe('every event', () => {
  it('is named below the one namespace, and below no record of the sealing', () => {
    expect(events.filter(({ name }) => !/^security(\.[a-z][a-z0-9_]*)+$/.test(name))).toEqual([]);
    expect(model.controlRecords.filter(({ name }) => !/^audit\.[a-z]+$/.test(name))).toEqual([]);
  });

  it('refers only to attributes that the model has, and to none twice', () => {
    for (const { name, required, recommended, callSite, variants, targetFrom } of events) {
      const listed = [...required, ...recommended];
      const all = [...listed, ...callSite, ...variants.map(({ attribute }) => attribute)];
      expect(
        [...all, targetFrom?.id ?? 'audit.target.id'].filter((attribute) => !known(attribute)),
        name,
      ).toEqual([]);
      expect(new Set(listed).size, name).toBe(listed.length);
      const repeated = recommended.filter((attribute) => model.commonRequired.includes(attribute));
      expect(repeated, name).toEqual(name === 'security.authz.admin' ? ['audit.action'] : []);
    }
  });

  it('can be supplied at all: no event requires what only the sealer writes', () => {
    const late = events.filter(({ required }) =>
      required.some((name) => model.attributes.get(name)?.suppliedBy === 'seal'),
    );
    expect(named(late)).toEqual([]);
  });

  it('keeps resource attributes out of the record, where Loki would rename them', () => {
    const resource = /^(service|host|process|deployment|cloud|k8s|container|telemetry)\./;
    expect(
      events.filter((event) => [...event.required, ...event.recommended].some((name) => resource.test(name))),
    ).toEqual([]);
  });

  it('has the severity of its OWASP level', () => {
    const differing = events.filter(({ owasp, severityText }) => owasp !== undefined && owasp.level !== severityText);
    expect(named(differing)).toEqual([]);
    const numbers = new Set(events.map(({ severityText, severityNumber }) => `${severityText} ${severityNumber}`));
    expect([...numbers].sort()).toEqual(['CRITICAL 18', 'INFO 9', 'WARN 13']);
  });

  it('names its action as an upper-case verb', () => {
    expect(named(events.filter(({ action }) => !/^[A-Z]+$/.test(action)))).toEqual([]);
  });

  it('says when its variants apply in values that the attribute can have', () => {
    for (const { name, variants } of events) {
      for (const { attribute, values } of variants) {
        expect(model.attributes.get(attribute)?.enum, name).toEqual(expect.arrayContaining([...values]));
      }
    }
  });

  it('does not call an attack failed that was let through', () => {
    const detections = events.filter(
      ({ outcome, required, recommended }) =>
        outcome === 'failure' && [...required, ...recommended].includes('security.response.action'),
    );
    expect(detections.length).toBeGreaterThan(10);
    const variant = { attribute: 'security.response.action', values: ['allowed', 'logged'], outcome: 'unknown' };
    for (const { name, variants } of detections) expect(variants?.[0], name).toEqual(expect.objectContaining(variant));
  });

  it('is kept as evidence when a control of PCI or the OWASP Top 10 of 2021 asks for it, or when it is critical', () => {
    const asked = ({ controls, severityNumber }: (typeof events)[number]): boolean =>
      severityNumber >= 17 || controls.some((id) => id.startsWith('PCI:') || id === 'A09:2021');
    expect(named(events.filter((event) => asked(event) && event.retention !== 'audit'))).toEqual([]);
    expect(named(events.filter(({ retention }) => retention === 'operational')).sort()).toEqual([
      'security.authz.success',
      'security.excess.rate_limit',
      'security.excess.sessions',
      'security.incident.partial_count',
      'security.malicious.bot',
      'security.malicious.csp_violation',
      'security.malicious.excess_404',
      'security.session.renew',
    ]);
  });

  it('names at least one control, each from a source that meta.yaml explains', () => {
    for (const { name, controls } of events) {
      expect(controls.length, name).toBeGreaterThan(0);
      expect(
        controls.filter((id) => !model.controls.has(id.split(':')[0] ?? '')),
        name,
      ).toEqual([]);
      expect(
        controls.filter((id) => !/^[A-Z0-9-]+(:[\w.()-]+)?$/.test(id)),
        name,
      ).toEqual([]);
    }
  });

  it('points to techniques of ATT&CK v19 or ATLAS by their id', () => {
    const ids = events.flatMap(({ attack }) => attack);
    expect(ids.filter((id) => !/^(T\d{4}(\.\d{3})?|AML\.T\d{4})$/.test(id))).toEqual([]);
    expect(ids.filter((id) => id.startsWith('T1562'))).toEqual([]); // replaced by T1685 in v19
  });

  it('fills each OWASP argument from attributes that it lists', () => {
    for (const { name, owasp, required, recommended } of events) {
      const listed = [...model.commonRequired, ...model.commonRecommended, ...required, ...recommended];
      const used = (owasp?.args ?? []).flatMap((argument) =>
        [...argument.matchAll(/\{([^{}]+)\}/g)].flatMap(([, names = '']) => names.split('|')),
      );
      expect(
        used.filter((attribute) => !listed.includes(attribute)),
        name,
      ).toEqual([]);
    }
  });
});

describe('the target of an event', () => {
  it('is a compile-time matter exactly where no context and no attribute can name it', () => {
    const both = events.filter(({ target, targetFrom }) => target === 'call-site' && targetFrom !== undefined);
    expect(named(both)).toEqual([]);
    expect(events.filter(({ target }) => target === 'call-site').length).toBeGreaterThan(20);
  });

  it('is named by an attribute that the event lists', () => {
    for (const { name, targetFrom, required, recommended } of events) {
      if (targetFrom) expect([...required, ...recommended], name).toContain(targetFrom.id);
    }
  });
});

describe('a transaction', () => {
  it.each(events.filter(({ category }) => category === 'transaction'))(
    'carries amount, currency, counterparty, before and after: $name',
    (event) => {
      const parts = ['amount', 'currency', 'counterparty', 'before', 'after'].map(
        (part) => `security.transaction.${part}`,
      );
      expect([...event.required, ...event.recommended]).toEqual(expect.arrayContaining(parts));
      expect(model.attributes.get('security.transaction.amount')?.type).toBe('string');
    },
  );

  it('can fail without having been undone', () => {
    expect(events.find(({ name }) => name === 'security.transaction.failure')?.outcome).toBe('failure');
    expect(events.find(({ name }) => name === 'security.transaction.rollback')?.outcome).toBe('success');
  });
});
