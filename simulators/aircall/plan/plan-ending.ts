import type { CallMedia } from '../aircall-state.ts';
import type { CallScript } from '../call-script.ts';
import type { CallPlan, CallStep } from './call-step.ts';

/** call.ended comes this long after the hang-up (seen in captured deliveries: 30 and 31 s). */
const endedAfterMs = 30_000;
/** call.voicemail_left comes 3 s after call.ended (captured). */
const voicemailLeftAfterMs = 33_000;

/** call.ended, and the recording and voicemail before or after it. */
export function planEnding({ script, call, endMs }: CallPlan): CallStep[] {
  const recording = planMedia(script.recording, call.recording, 'call.comm_assets_generated', 0);
  const voicemail = planMedia(script.voicemail, call.voicemail, 'call.voicemail_left', voicemailLeftAfterMs);
  // Steps of one moment keep this order: what call.ended shows must be there before it.
  return [
    ...recording.beforeEnded,
    ...voicemail.beforeEnded,
    { atMs: endMs + endedAfterMs, event: 'call.ended' },
    ...recording.afterEnded,
    ...voicemail.afterEnded,
  ];

  function planMedia(wish: CallScript['recording'], media: CallMedia, event: string, eventAfterMs: number) {
    if (wish === undefined) return { beforeEnded: [], afterEnded: [] };
    const inEnded = wish.inEnded ?? wish.availableAfterMs <= endedAfterMs;
    const readyAfterMs = inEnded
      ? Math.min(wish.availableAfterMs, endedAfterMs)
      : Math.max(wish.availableAfterMs, endedAfterMs);
    const ready: CallStep = {
      atMs: endMs + readyAfterMs,
      apply: () => {
        media.ready = true;
      },
    };
    const toldAtMs = endMs + Math.max(readyAfterMs, wish.availableAfterMs, eventAfterMs);
    const told: CallStep[] = wish.event === false ? [] : [{ atMs: toldAtMs, event }];
    return inEnded ? { beforeEnded: [ready], afterEnded: told } : { beforeEnded: [], afterEnded: [ready, ...told] };
  }
}
