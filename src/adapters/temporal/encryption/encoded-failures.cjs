// A failure's message and stack as a payload, which the codec then encrypts. Temporal's SDK loads this file itself, by
// require() and into the sandbox, and only where there are keys; so it is CommonJS, and the build copies it as it is.
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
