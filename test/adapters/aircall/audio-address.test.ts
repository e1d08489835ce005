import { describe, expect, it } from 'vitest';
import { isAudioAddress } from '../../../src/adapters/aircall/audio.ts';

const apiUrl = 'https://api.aircall.io';

describe('isAudioAddress', () => {
  it.each([
    'https://assets.aircall.io/calls/1/recording',
    'https://api.aircall.io/v1/calls/1/recording.mp3',
    'https://aircall.io/1.mp3',
    'https://aircall-recordings.s3.amazonaws.com/1.mp3?X-Amz-Signature=00',
    'https://aircall-recordings.s3.eu-west-1.amazonaws.com/1.mp3?X-Amz-Signature=00',
    'https://aircall-recordings.s3-us-west-2.amazonaws.com/1.mp3',
    'https://aircall-recordings.s3.dualstack.eu-west-1.amazonaws.com/1.mp3',
    'https://s3.eu-west-1.amazonaws.com/aircall-recordings/1.mp3',
    'HTTPS://ASSETS.AIRCALL.IO:443/1.mp3',
  ])('accepts %s', (address) => {
    expect(isAudioAddress(address, apiUrl)).toBe(true);
  });

  it.each([
    'http://assets.aircall.io/1.mp3',
    'http://aircall-recordings.s3.amazonaws.com/1.mp3',
    'https://aircall.io.example.com/1.mp3',
    'https://notaircall.io/1.mp3',
    'https://example.com/assets.aircall.io',
    'https://example.com/?https://assets.aircall.io/1.mp3',
    'https://assets.aircall.io@example.com/1.mp3',
    'https://user:password@assets.aircall.io/1.mp3',
    'https://assets.aircall.io:8443/1.mp3',
    'https://ec2-203-0-113-1.compute-1.amazonaws.com/1.mp3',
    'https://abc123.execute-api.eu-west-1.amazonaws.com/1.mp3',
    'https://s3.amazonaws.com.example.com/1.mp3',
    'https://notas3.amazonaws.com/1.mp3',
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/latest/meta-data/',
    'https://127.0.0.1/1.mp3',
    'https://[::1]/1.mp3',
    'https://localhost/1.mp3',
    'https://metadata/1.mp3',
    'file:///etc/passwd',
    'data:audio/mpeg;base64,AAAA',
    'ftp://assets.aircall.io/1.mp3',
    '//assets.aircall.io/1.mp3',
    '/calls/1/recording',
    'assets.aircall.io',
    '',
  ])('rejects %s', (address) => {
    expect(isAudioAddress(address, apiUrl)).toBe(false);
  });

  it('accepts an address at the configured API only with the same scheme, host and port', () => {
    const local = 'http://127.0.0.1:4010';
    expect(isAudioAddress('http://127.0.0.1:4010/media/1.mp3', local)).toBe(true);
    expect(isAudioAddress('http://127.0.0.1:4011/media/1.mp3', local)).toBe(false);
    expect(isAudioAddress('http://127.0.0.1/media/1.mp3', local)).toBe(false);
    expect(isAudioAddress('https://127.0.0.1:4010/media/1.mp3', local)).toBe(false);
    expect(isAudioAddress('http://localhost:4010/media/1.mp3', local)).toBe(false);
  });
});
