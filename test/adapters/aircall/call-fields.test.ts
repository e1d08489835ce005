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
    ['data.raw_digits', { raw_digits: 33186651010 }],
    ['data.user', { user: 'Anna' }],
    ['data.user.id', { user: { id: 'seven' } }],
    ['data.number', { number: [] }],
    ['data.comments', { comments: {} }],
    ['data.comments.1.posted_at', { comments: [{}, { posted_at: 'now' }] }],
  ])('is refused, naming %s in %j', (field, changed) => {
    const read = () => toCall(callBody(changed));
    expect(read).toThrow(PayloadInvalid);
    expect(read).toThrow(expect.objectContaining({ field }));
  });

  it.each([null, undefined, 'x', 7, []])('is refused as a whole when it is %j', (data) => {
    expect(() => toCall(data)).toThrow(expect.objectContaining({ field: 'data' }));
  });
});
