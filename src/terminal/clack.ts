/* What is used of the prompt library, so that the bundle holds no more of it. */
export { confirm, isCancel, select, text } from '@clack/prompts';
