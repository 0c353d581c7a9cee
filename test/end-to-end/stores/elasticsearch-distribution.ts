import { faultsOfLifeCycle, type LifeCycle } from '../../../packages/operations/test/storage/life-cycle-shape.ts';
import { ELASTICSEARCH_VERSION } from '../../backends/elasticsearch/build.ts';
import { type Asked, type Handled, StandIn } from './stand-in.ts';

interface Template {
  readonly template?: { readonly settings?: Readonly<Record<string, unknown>> };
}

/** Settings of modules, and of a native library, that come with the distribution and are in no registry. */
const OF_A_DISTRIBUTION = ['index.codec', 'index.lifecycle.name'];

/**
 * A real Elasticsearch behind a stand-in for what only its distribution has: the root address, life-cycle policies (their shape is checked,
 * and that a policy is there before a template names it), the compression, and that whoever installs shows a key.
 */
export function elasticsearchDistribution(target: string): Promise<StandIn> {
  const policies = new Set<string>();
  return StandIn.start(target, (asked) => {
    const { line, body } = asked;
    if (line === 'GET /')
      return { status: 200, json: { version: { number: ELASTICSEARCH_VERSION, build_flavor: 'default' } } };
    const [, kind, name = ''] = /^PUT \/(_ilm\/policy|_component_template|_index_template)\/([^/]+)$/.exec(line) ?? [];
    if (kind === undefined) return { passOn: body };
    if (!/^ApiKey \S+$/.test(asked.headers.authorization ?? ''))
      return { status: 401, json: { error: 'missing authentication' } };
    return kind === '_ilm/policy' ? policyTaken(name, asked, policies) : withoutDistribution(asked, policies);
  });
}

function policyTaken(name: string, { body }: Asked, policies: Set<string>): Handled {
  const faults = faultsOfLifeCycle(JSON.parse(body.toString()) as LifeCycle);
  if (faults.length > 0) throw new Error(faults.join(', '));
  policies.add(name);
  return { status: 200, json: { acknowledged: true } };
}

function withoutDistribution({ body }: Asked, policies: ReadonlySet<string>): Handled {
  const content = JSON.parse(body.toString()) as Template;
  const settings = content.template?.settings;
  if (settings === undefined) return { passOn: body };
  const policy = settings['index.lifecycle.name'];
  if (policy !== undefined && !policies.has(String(policy))) throw new Error(`there is no policy ${String(policy)}`);
  const kept = Object.entries(settings).filter(([key]) => !OF_A_DISTRIBUTION.includes(key));
  return {
    passOn: JSON.stringify({ ...content, template: { ...content.template, settings: Object.fromEntries(kept) } }),
  };
}
