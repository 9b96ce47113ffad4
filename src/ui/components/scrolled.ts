/** For parts of a page that scroll on their own and hold nothing to focus: who has no mouse scrolls them with the keys. */
export const scrolledByKeys = { tabIndex: 0 } as const;
