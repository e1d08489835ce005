/** What an environment must have at least; no value is part of another. */
export const requiredVariables: Record<string, string> = {
  FRONT_API_TOKEN: 'front-tok-1a2b3c',
  AIRCALL_API_ID: 'aircall-id-4d5e6f',
  AIRCALL_API_TOKEN: 'aircall-tok-7a8b9c',
  AIRCALL_WEBHOOK_TOKEN: 'hook-tok-0d1e2f',
};
