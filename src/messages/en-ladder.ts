// English of answering an ask that has a ladder. Loaded with such an ask alone.
export const enLadder = {
  title: 'From where I sat, today looked most like…',
  cantSee: 'I couldn’t see this',
  note: (name: string) =>
    `${name} wrote these, from less to more. About today alone. ${name} sees a count, from three levels on, never whose is which.`,
  missing: 'Choose one first, or “I couldn’t see this”.',
  /** In what is read once more: a text of the ladder, or null. */
  said: (text: string | null) =>
    text === null
      ? 'How far I saw what you practise: I couldn’t see this.'
      : `Today looked most like “${text}”.`,
};
