import type { PagePart } from '../page-schema.ts';

export type FirstPage = { [K in keyof PagePart]-?: NonNullable<PagePart[K]> };

const picture = { shownAt: 640, sized: true, lazy: false };

/** What the first version of a scenario serves, unless it says otherwise. */
export const FIRST_PAGE: FirstPage = {
  scripts: [
    { path: '/assets/index.js', bytes: 182_400, blocking: false },
    { path: '/assets/vendor.js', bytes: 141_200, blocking: false },
  ],
  later: [{ path: '/assets/conversation.js', bytes: 64_300 }],
  styles: [{ path: '/assets/index.css', bytes: 23_900 }],
  images: [
    { ...picture, path: '/assets/hero.webp', bytes: 47_300, width: 1_280, height: 720 },
    { ...picture, path: '/assets/logo.svg', bytes: 3_100, width: 120, height: 32, shownAt: 120 },
  ],
  hints: [],
  thirdParty: [],
  dependencies: {
    react: '19.1.0',
    'react-dom': '19.1.0',
    '@sentry/react': '9.30.0',
    zustand: '5.0.6',
  },
};
