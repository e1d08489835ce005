import type { AircallNumber } from '../aircall-state.ts';
import { apiLink } from './api-link.ts';

const messages = Object.fromEntries(
  ['welcome', 'waiting', 'ivr', 'voicemail', 'closed', 'callback_later'].map((name) => [
    name,
    `https://media-web.example.com/${name}.mp3`,
  ]),
);

/** A line. `e164_digits` is in webhooks only (Aircall's reference on numbers). */
export function numberBody(number: AircallNumber, where: 'webhook' | 'rest') {
  return {
    id: number.id,
    direct_link: apiLink(`v1/numbers/${number.id}`),
    name: number.name,
    digits: number.digits,
    ...(where === 'webhook' ? { e164_digits: number.e164Digits } : {}),
    country: number.country,
    time_zone: number.timeZone,
    open: true,
    availability_status: number.availabilityStatus,
    is_ivr: number.isIvr,
    live_recording_activated: true,
    messages,
  };
}
