/**
 * Why the service cannot start, in words for its operator. A file of its own, so that the command line can recognise it
 * without loading the service.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
}
