import {
  faultsOfStateManagement,
  type StateManagement,
} from '../../../packages/operations/test/storage/state-management-shape.ts';
import { StandIn } from '../stores/stand-in.ts';

/** A real OpenSearch behind a stand-in for index-state management, whose plugin is in no registry: the shape of a policy is checked. */
export function opensearchDistribution(target: string): Promise<StandIn> {
  return StandIn.start(target, ({ line, body }) => {
    const [, name] = /^PUT \/_plugins\/_ism\/policies\/([^/]+)$/.exec(line) ?? [];
    if (name === undefined) return { passOn: body };
    const faults = faultsOfStateManagement(JSON.parse(body.toString()) as StateManagement);
    if (faults.length > 0) throw new Error(faults.join(', '));
    return { status: 201, json: { _id: name, _version: 1 } };
  });
}
