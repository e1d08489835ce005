/** Whether `dist` is of these sources, as `npm test` says, so that nothing is built twice. */
export const isJustBuilt = process.env['CALLTHREAD_TEST_BUILD'] === 'dist';
