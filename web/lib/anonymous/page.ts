// All that answering without a name takes, fetched apart from the ordinary answer page.
export { keeper, startKeeper } from './keeper.svelte.ts';
export { default as NamelessPage } from './NamelessPage.svelte';
