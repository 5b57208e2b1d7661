/** What is drawn, in a square of 24. Dots are filled, paths are lines of the surrounding colour. */
export const SIGNS = {
  room: {
    dots: [
      [12, 4.5, 2],
      [19, 9.5, 2],
      [16.5, 18, 2],
      [7.5, 18, 2],
      [5, 9.5, 2],
    ],
  },
  answers: { path: 'M7.6 4.2a9 9 0 1 0 8.8 0', dots: [[12, 15, 2.8]] },
  practice: { path: 'M4 19h4v-4.5h4V10h4V5.5h4' },
  lookBack: {
    path: 'M3 17.5h18M6 17.5a6 6 0 0 1 12 0M12 4.5v3M4.6 8.4l1.9 1.9M19.4 8.4l-1.9 1.9',
  },
  leading: {
    path: 'M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0M14.8 9.2l-1.7 3.9-3.9 1.7 1.7-3.9z',
  },
  close: { path: 'm6 6 12 12M18 6 6 18' },
  back: { path: 'M14.5 5.5 8 12l6.5 6.5' },
  eye: {
    path: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0',
  },
  note: { path: 'M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M12 8v5M12 16.3v.1' },
  offline: {
    path: 'M4 4l16 16M7.5 9.2A4.5 4.5 0 0 0 7 18h10M19.5 16.8A4 4 0 0 0 17 9.6 6 6 0 0 0 10.5 6.3',
  },
} satisfies Record<string, { path?: string; dots?: number[][] }>;

export type Sign = keyof typeof SIGNS;
