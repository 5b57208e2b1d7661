// Imported before whatever loads the service from its source. Node asks of each file of a package what kind of module
// it is, and parses the package's package.json anew each time: drizzle's has 180 kB, and it is many small files.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const within = context.parentURL?.includes('/node_modules/drizzle-orm/');
    if (!within || !/^\..*\.js$/.test(specifier)) return next(specifier, context);
    const url = new URL(specifier, context.parentURL).href;
    return { url, format: 'module', shortCircuit: true };
  },
});

/** What a Node is started with to run a file that loads the service from its source. */
export const FROM_SOURCE = ['--import', import.meta.filename];
