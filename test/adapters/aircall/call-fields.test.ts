import { describe, expect, it } from 'vitest';
import { PayloadInvalid } from '../../../src/adapters/aircall/schema.ts';
import { toCall } from '../../../src/adapters/aircall/to-call.ts';
import { callBody } from './call-body.ts';

describe("a call that does not match Aircall's documentation", () => {
  it.each<[string, Record<string, unknown>]>([
    ['data.id', { id: undefined }],
    ['data.id', { id: null }],
    ['data.id', { id: -1 }],
    ['data.id', { id: 0 }],
    ['data.id', { id: 8000001.5 }],
    ['data.id', { id: Number('9007199254740993') }],
    ['data.id', { id: '9007199254740993' }],
    ['data.id', { id: '1e3' }],
    ['data.id', { id: ' 8' }],
    ['data.id', { id: true }],
    ['data.direction', { direction: 'internal' }],
    ['data.direction', { direction: undefined }],
    ['data.started_at', { started_at: undefined }],
    ['data.started_at', { started_at: -5 }],
    ['data.started_at', { started_at: 1760000000.5 }],
    ['data.started_at', { started_at: 1760000000000 }],
    ['data.started_at', { started_at: '2025-10-09T08:53:20Z' }],
    ['data.ended_at', { ended_at: 'soon' }],
    ['data.started_at', { started_at: '' }],
    ['data.ended_at', { ended_at: '' }],
    ['data.answered_at', { answered_at: 'soon' }],
    ['data.raw_digits', { raw_digits: {} }],
    ['data.user.email', { user: { id: 1, email: {} } }],
    ['data.number', { number: [] }],
    ['data.comments', { comments: {} }],
    ['data.comments.1', { comments: [{}, 'hello'] }],
    ['data.comments.1.content', { comments: [{}, { content: 7 }] }],
    ['data.comments.1.posted_at', { comments: [{}, { posted_at: 'now' }] }],
    ['data.tags.0.name', { tags: [{ name: 7 }] }],
  ])('is refused, naming %s in %j', (field, changed) => {
    const read = () => toCall(callBody(changed));
    expect(read).toThrow(PayloadInvalid);
    expect(read).toThrow(expect.objectContaining({ field }));
  });

  const comment = { id: 7, content: 'hello', posted_at: 1760000300 };
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a blank time of the answer', { answered_at: ' ' }, { answered_at: null }],
    ['an empty time of the answer', { answered_at: '' }, { answered_at: null }],
    [
      'an empty time of a comment',
      { comments: [{ ...comment, posted_at: '' }] },
      { comments: [{ ...comment, posted_at: null }] },
    ],
    ['an empty comment', { comments: [null, comment] }, { comments: [comment] }],
    ['an author in a list', { comments: [{ ...comment, posted_by: [] }] }, { comments: [comment] }],
    ['an author as text', { comments: [{ ...comment, posted_by: 'Anna' }] }, { comments: [comment] }],
    ['an empty tag', { tags: [null, { id: 3, name: 'VIP' }] }, { tags: [{ id: 3, name: 'VIP' }] }],
    ['a tag with the id 0', { tags: [{ id: 0, name: 'VIP' }] }, { tags: [] }],
    ['an empty id of the agent', { user: { id: '', name: 'Anna' } }, { user: null }],
    ['an id of the agent that is no number', { user: { id: 'seven' } }, { user: null }],
    ['an agent in a list', { user: [] }, { user: null }],
    ['an agent as text', { user: 'Anna' }, { user: null }],
    ['agents of a transfer in lists', { transferred_by: [], transferred_to: [] }, {}],
    ['a contact in a list', { contact: [] }, { contact: null }],
    ['a contact whose name is no text', { contact: { first_name: 7 } }, { contact: null }],
    ['digits as a number', { raw_digits: 442079460900 }, { raw_digits: '442079460900' }],
    ['0 as digits', { raw_digits: 0 }, { raw_digits: '0' }],
    ['no digits and a contact in a list', { raw_digits: undefined, contact: [] }, { raw_digits: null, contact: null }],
  ])('is read without what is odd in fields that do not matter: %s', (_what, odd, plain) => {
    expect(toCall(callBody(odd))).toEqual(toCall(callBody(plain)));
  });

  it.each([null, undefined, 'x', 7, []])('is refused as a whole when it is %j', (data) => {
    expect(() => toCall(data)).toThrow(expect.objectContaining({ field: 'data' }));
  });
});
