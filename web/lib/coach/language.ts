/** BCP 47, of what is most likely written here: nobody is asked, so it is the language of the browser. */
export const writtenIn = typeof navigator === 'undefined' ? 'en' : navigator.language;
