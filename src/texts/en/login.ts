import type { CallerPageTexts, LoginTexts } from '../text-types.ts';

export const login: LoginTexts = {
  title: 'Log in – Callthread',
  heading: 'Callthread',
  lead: 'Log in to see calls, coverage and reports.',
  label: 'Admin token',
  hint: 'The value of CALLTHREAD_ADMIN_TOKEN in Callthread’s configuration.',
  submit: 'Log in',
  wrong: 'Wrong token. Copy the whole value of CALLTHREAD_ADMIN_TOKEN and try again.',
  often: 'Too many wrong tokens. Copy the whole value of CALLTHREAD_ADMIN_TOKEN, then try again.',
  insecure:
    'You opened this page over http, but Callthread is set up for https (PUBLIC_URL): you cannot stay logged in, even with the right token. Open it over https.',
};

export const callerPage: CallerPageTexts = {
  title: 'Calls of one caller – Callthread',
  body: 'This conversation collects the phone calls of one caller, logged by Callthread.',
  forAdmins: 'Administrators: see all calls',
};
