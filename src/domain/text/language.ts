import { chosenParticles } from './particle.ts';

/** The languages in which people read content: runbooks, posts, reports. */
export type Language = 'en' | 'ko';

/** A text in every language; one that lacks a language does not compile. */
export type Text = Readonly<Record<Language, string>>;

/** In Korean `이(가)` and its like become the particle that fits what was put in before them. */
export const say = (en: string, ko: string): Text => ({ en, ko: chosenParticles(ko) });
