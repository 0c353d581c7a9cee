import { describe, expect, it } from 'vitest';
import { ModelError, YamlNode } from '../../scripts/model/yaml-node.js';

const node = (value: unknown): YamlNode => new YamlNode(value, 'events/x.yaml: events[0]');

describe('a mistake in the model', () => {
  it.each([
    [
      'a misspelt key',
      () => {
        const n = node({ name: 'a', sevrity: 'INFO' });
        n.text('name');
        n.finish();
      },
      'sevrity',
    ],
    ['a missing text', () => node({}).text('brief'), 'brief: expected text'],
    ['a blank text', () => node({ brief: ' ' }).text('brief'), 'brief: expected text'],
    [
      'a value outside its list',
      () => node({ target: 'anything' }).oneOf('target', ['account', 'service']),
      'one of account, service',
    ],
    ['text where a number belongs', () => node({ uid: '3002' }).number('uid'), 'uid: expected a whole number'],
    ['a text where a list belongs', () => node({ required: 'a' }).texts('required'), 'required: expected a list'],
    ['a list where a mapping belongs', () => node({ ecs: [] }).node('ecs'), 'a mapping is expected'],
  ])('is refused with the place and what is allowed: %s', (_what, read, told) => {
    expect(read).toThrow(ModelError);
    expect(read).toThrow(told);
    expect(read).toThrow('events/x.yaml: events[0]');
  });
});
