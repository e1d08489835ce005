/** The simulator's company: `GET /me` names it, and so does the `authorization` of webhooks. */
export const company = { id: 'cmp_1', name: 'Callthread simulator' };
