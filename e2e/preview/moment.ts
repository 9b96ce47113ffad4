/** The moment of the preview, and others by their distance. */

/** The moment at which every preview is looked at: a Saturday afternoon. Milliseconds since 1970. */
export const now = Date.UTC(2026, 10, 21, 13, 12, 30);

export const ago = (seconds: number) => now - seconds * 1000;

export const minute = 60;
export const hour = 60 * minute;
export const day = 24 * hour;
