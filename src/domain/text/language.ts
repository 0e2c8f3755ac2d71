/** The languages in which people read content: runbooks, posts, reports. */
export type Language = 'en' | 'ko';

/** A text in every language; one that lacks a language does not compile. */
export type Text = Readonly<Record<Language, string>>;

export const say = (en: string, ko: string): Text => ({ en, ko });
