// Readable at once, before any script has run. They ask the service only after that.
export const prerender = true;
export const ssr = true;
