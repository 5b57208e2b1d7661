import * as z from 'zod';

const blank = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

/** Everything the environment can say; `.env.example` explains each. No variable is needed. */
export const Config = z.object({
  HOST: blank(z.string().default('0.0.0.0')),
  PORT: blank(z.coerce.number().int().min(0).max(65535).default(3000)),
  ORIGIN: blank(
    z
      .url({ protocol: /^https?$/ })
      .transform((url) => new URL(url).origin)
      .optional(),
  ),
  DATA_DIR: blank(z.string().default('./data')),
  DATABASE_URL: blank(z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  DATABASE_CONNECTIONS: blank(z.coerce.number().int().min(2).max(1000).default(16)),
  PASSWORD_MEMORY_KIB: blank(z.coerce.number().int().min(8).max(4_194_304).default(19_456)),
  PASSWORD_ROUNDS: blank(z.coerce.number().int().min(1).max(100).default(2)),
  LOG_LEVEL: blank(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  ),
  TRUST_PROXY: blank(z.string().optional()),
});
export type Config = z.infer<typeof Config>;

/** Reads the environment once. @throws Error that names every variable that makes no sense */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Config.safeParse(environment);
  if (!parsed.success)
    throw new Error(`The configuration makes no sense.\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
