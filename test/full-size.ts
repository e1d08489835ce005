/** Whether measurements have their full size, as `npm run test:nightly` sets it; `npm test` runs the same tests on less. */
export const isFullSize = process.env['CALLTHREAD_TEST_SIZE'] === 'full';
