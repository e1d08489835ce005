import type { CallData } from './call-data.ts';

/** Where a call's audio is now. All but the asset page, which asks for an Aircall login, are signed and die within hours. */
export interface Media {
  recordingUrl: string | null;
  voicemailUrl: string | null;
  /** Aircall's page of the recording or the voicemail; permanent. */
  assetUrl: string | null;
}

/** @returns the addresses, and what they tell: Aircall names the audio, or only its page. */
export function readMedia(call: CallData): Media & { recordingReady: boolean; voicemailLeft: boolean } {
  const recordingUrl = call.recording ?? call.recording_short_url;
  const voicemailUrl = call.voicemail ?? call.voicemail_short_url;
  return {
    recordingUrl,
    voicemailUrl,
    assetUrl: call.asset,
    recordingReady: recordingUrl !== null || /\/recording\/?$/.test(call.asset ?? ''),
    voicemailLeft: voicemailUrl !== null || /\/voicemail\/?$/.test(call.asset ?? ''),
  };
}
