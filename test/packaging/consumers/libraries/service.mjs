// A service of ES modules that knows nothing of Otelseal: `node service.mjs LIBRARY` uses one library.
import { uses } from './uses.cjs';

const load = async (name) => {
  const module = await import(name);
  return module.default ?? module;
};

await uses(load)[process.argv[2]]();
