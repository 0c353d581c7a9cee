import type { ExpressApplication, ExpressLayer, ExpressRequest, ExpressRouter } from './express-internals.js';

/** Routers in routers that are followed, and layers that are looked at: an application has tens. */
const MAX_DEPTH = 16;
const MAX_LAYERS = 10_000;

/** The path under which a router was mounted; Express itself keeps only what it compiled from it. */
const mountPaths = new WeakMap<object, string>();
const templates = new WeakMap<object, string>();

/** Remembers the path that `router.use(path, …)` was called with, for the layers it has added. */
export function rememberMountPath(router: ExpressRouter, layersBefore: number, path: unknown): void {
  if (typeof path !== 'string' || path === '/') return;
  for (const layer of router.stack.slice(layersBefore)) mountPaths.set(layer, path);
}

/**
 * The template of the route that answered: `/api/orders/:id` for a route `/:id` in a router mounted at `/api/orders`.
 * `undefined` before a route has matched, as in a middleware that refuses.
 */
export function routeTemplate(request: ExpressRequest): string | undefined {
  const { route } = request;
  if (route === undefined) return undefined;
  const known = templates.get(route);
  if (known !== undefined) return known;
  const path = pathText(route.path);
  if (path === undefined) return undefined;
  const template = joined(mountOf(request, route) ?? request.baseUrl ?? '', path);
  templates.set(route, template);
  return template;
}

/** Where the router of this route hangs, from the root of the outermost application. */
function mountOf({ app }: ExpressRequest, route: object): string | undefined {
  const router = app?._router ?? app?.router;
  const inside = router && mountInside(router, route, '', { layers: MAX_LAYERS, depth: MAX_DEPTH });
  return inside === undefined ? undefined : `${mountOfApplication(app, MAX_DEPTH)}${inside}`;
}

function mountOfApplication(app: ExpressApplication | undefined, depth: number): string {
  if (app?.parent === undefined || depth === 0) return '';
  const own = pathText(app.mountpath) ?? '';
  return `${mountOfApplication(app.parent, depth - 1)}${own === '/' ? '' : own}`;
}

function mountInside(
  router: ExpressRouter,
  route: object,
  mount: string,
  budget: { layers: number; readonly depth: number },
): string | undefined {
  for (const layer of router.stack) {
    if (budget.layers-- <= 0) return undefined;
    if (layer.route === route) return mount;
    const inner = innerRouter(layer);
    if (inner === undefined || budget.depth === 0) continue;
    const deeper = { layers: budget.layers, depth: budget.depth - 1 };
    const found = mountInside(inner, route, `${mount}${mountPaths.get(layer) ?? ''}`, deeper);
    budget.layers = deeper.layers;
    if (found !== undefined) return found;
  }
  return undefined;
}

function innerRouter({ handle }: ExpressLayer): ExpressRouter | undefined {
  const stack = (handle as { readonly stack?: unknown } | undefined)?.stack;
  return Array.isArray(stack) ? (handle as unknown as ExpressRouter) : undefined;
}

/** A path, the first of several, or the source of a regular expression. */
function pathText(path: unknown): string | undefined {
  if (typeof path === 'string') return path;
  if (path instanceof RegExp) return path.source;
  return Array.isArray(path) ? pathText(path[0]) : undefined;
}

function joined(mount: string, path: string): string {
  const whole = `${mount.replace(/\/+$/, '')}${path.startsWith('/') ? '' : '/'}${path}`;
  return whole.length > 1 ? whole.replace(/\/+$/, '') : whole;
}
