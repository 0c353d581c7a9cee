import type { Case } from './judged-case.ts';
import { at, open, request, toLogRecord } from './vector-streams.ts';

/** What stands in the resource under the name of a signed attribute. */
export function surroundingsVectors(): Case[] {
  const sealer = open();
  const records = [
    sealer.open,
    sealer.seal({ hrTime: at(1), attributes: { 'app.step': 'a' } }, at(2)),
    sealer.close({ reason: 'done' }, at(3)),
    sealer.checkpoint(),
  ];
  const around = (...shown: readonly (readonly [string, string])[]): unknown[] => {
    const whole = structuredClone(request(records.map(toLogRecord))) as {
      readonly resourceLogs: readonly [{ readonly resource: { readonly attributes: unknown[] } }];
    };
    const added = shown.map(([key, stringValue]) => ({ key, value: { stringValue } }));
    whole.resourceLogs[0].resource.attributes.push(...added);
    return [whole];
  };
  return [
    {
      name: 'a signed attribute in the resource, as signed',
      requests: around(['app.step', 'a']),
      expected: ['INTACT'],
    },
    {
      name: 'a signed attribute in the resource twice, at last as signed',
      requests: around(['app.step', 'b'], ['app.step', 'a']),
      expected: ['DISPLAY_MISMATCH #2 app.step'],
    },
    {
      name: 'a signed attribute in the resource, behind another spelling of it with another value',
      requests: around(['app-step', 'b'], ['app.step', 'a']),
      expected: ['DISPLAY_MISMATCH #2 app.step'],
    },
  ];
}
