import { defineConfig } from 'drizzle-kit';

// Of the default engine. `npm run db:generate` writes the migrations of both from it.
export default defineConfig({
  dialect: 'sqlite',
  schema: './src/store/schema.sqlite.ts',
  out: './migrations/sqlite',
  casing: 'snake_case',
});
