// What is seen only once something was answered, or can be no more: fetched apart from the form.
export { default as GivenAnswer } from './GivenAnswer.svelte';
export { default as LateWord } from './LateWord.svelte';
export { default as TwoAnswers } from './TwoAnswers.svelte';
