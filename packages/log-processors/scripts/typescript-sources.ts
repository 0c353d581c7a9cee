import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Sources name each other as they are called once they are built; Node runs them unbuilt. Import this first. */
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.') || context.parentURL === undefined) return next(specifier, context);
    const named = new URL(specifier, context.parentURL);
    const source = new URL(named.href.replace(/\.js$/, '.ts'));
    return existsSync(fileURLToPath(named)) || !existsSync(fileURLToPath(source))
      ? next(specifier, context)
      : next(source.href, context);
  },
});
