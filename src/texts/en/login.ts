import type { LoginTexts } from '../text-types.ts';

export const login: LoginTexts = {
  title: 'Log in – Callthread',
  heading: 'Callthread',
  lead: 'Log in to see calls, coverage and reports.',
  label: 'Administrator’s token',
  hint: 'The value of CALLTHREAD_ADMIN_TOKEN, where Callthread is configured.',
  submit: 'Log in',
  wrong: 'This token is wrong. Copy CALLTHREAD_ADMIN_TOKEN again, in one piece.',
  often: 'Too many wrong tokens. Wait five minutes, then try again.',
  insecure:
    'This page was opened by http, and Callthread is set up for https (PUBLIC_URL): nobody stays logged in this way, even with the right token. Open it by https.',
};
