/** In milliseconds, as all times are. A day is 24 hours: days of a calendar are counted in `zoned.ts`. */
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const week = 7 * day;
