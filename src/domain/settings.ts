import type { Language } from '../texts/texts.ts';
import type { Line } from './call.ts';
import type { CallbackSettings } from './callbacks/debt.ts';
import type { AiPreferences } from './notes/note-kinds.ts';
import { type Qualification, qualifications } from './qualification.ts';

/**
 * What to do with a call of a qualification: log it open, log it without opening an archived conversation, or skip it.
 * `history` is not configurable: past calls change nothing about a conversation.
 */
export type CallPolicy = 'open' | 'archived' | 'skip' | 'history';

interface VoicemailTimes {
  /** Minimum time from the end of the call to the voicemail's entry. */
  delayMs: number;
  /** How long an unanswered inbound call waits for `call.voicemail_left` before it is qualified. */
  settleMs: number;
  /**
   * How long Aircall is asked for a recording or voicemail, from the end of the call or the first event of it, whichever is
   * later. Then an entry says that the voicemail never came.
   */
  giveUpAfterMs: number;
}

export type Rule =
  | { on: 'comment'; contains: string; tag: string; untagOnArchive: boolean }
  | { on: 'voicemail'; moveTo: string; moveBackOnArchive: boolean };

/** What the configuration file says about every call, whatever its line: one line here for each new setting. */
interface CallPreferences {
  calls: Record<Qualification, CallPolicy>;
  voicemail: VoicemailTimes;
  recordings: 'link' | 'attach' | 'off';
  comments: 'answered' | 'all' | 'off';
  internalCalls: 'skip' | 'log';
  /** Aircall tag name to Front tag name. */
  tags: Record<string, string>;
  rules: Rule[];
}

/** What depends on a call's line. */
export interface LineSettings {
  /** Whether the line's calls are logged at all. */
  log: boolean;
  /** The line's inbox: a name or an inb_ id. */
  inbox: string;
  /** The line's name as Front shows it. */
  lineName: string;
}

/** The configuration as one call needs it, resolved for its line: stored with the start of its workflow. */
export interface CallSettings extends CallPreferences, LineSettings {
  /** 16 bytes as hex digits, if payloads are encrypted: the key of the digest in the id of the caller's lock. */
  lockKey?: string;
  /** Absent where the feature is off. */
  callbacks?: CallbackSettings;
}

/** What differs for a line's calls; a missing key means the default. */
interface LinePreferences {
  inbox?: string;
  name?: string;
  log?: boolean;
}

/** The card in the agent's Aircall window while the phone rings. */
interface CardPreferences {
  enabled: boolean;
  /** Whether calls that agents make get one too. */
  outbound: boolean;
  /** Whether a caller that Front does not know gets one. */
  unknown: boolean;
}

/** The configuration file in full, with every default filled in. */
export interface Preferences extends CallPreferences {
  language: Language;
  /** IANA name. */
  timezone: string;
  front: { inbox: string; requestsPerMinute: number };
  /** By E.164 number or Aircall id of the line. */
  lines: Record<string, LinePreferences>;
  /** Aircall e-mail to Front e-mail, both in lower case. */
  agents: Record<string, string>;
  /** How long the table of calls keeps callers' identities; null: for ever. */
  retention: { callsMs: number | null };
  /** Aircall's AI notes: no setting of a call, for a note has a workflow of its own. */
  ai: AiPreferences;
  card: CardPreferences;
  /** null: off. */
  callbacks: CallbackSettings | null;
}

/**
 * A line that the configuration names by its number and by its Aircall id has both, the number's preferences first.
 * @param preferences with line numbers in E.164
 */
export function lineSettings({ front, lines }: Pick<Preferences, 'front' | 'lines'>, line: Line): LineSettings {
  const own = { ...lines[String(line.id)], ...(line.e164 === null ? {} : lines[line.e164]) };
  return { log: own.log ?? true, inbox: own.inbox ?? front.inbox, lineName: own.name ?? line.name };
}

/**
 * The configuration as it applies to the calls of one line.
 * @param preferences the whole configuration, its line numbers in E.164
 */
export function settingsFor(preferences: Preferences, line: Line): CallSettings {
  // Stored with every call: whatever is not a setting of calls stays out.
  const {
    front: _front,
    lines: _lines,
    agents: _agents,
    language: _language,
    timezone: _timezone,
    retention: _retention,
    ai: _ai,
    card: _card,
    callbacks,
    ...ofCalls
  } = preferences;
  return {
    ...lineSettings(preferences, line),
    ...ofCalls,
    ...(callbacks === null ? {} : { callbacks }),
  };
}

/**
 * The settings of a line as they apply to a past call: its entries and comments are written, and nothing else about a
 * conversation changes. Rules, tags and callbacks apply only to live calls.
 */
export function historySettings({ callbacks: _callbacks, ...settings }: CallSettings): CallSettings {
  const policies = qualifications.map((name) => [name, settings.calls[name] === 'skip' ? 'skip' : 'history']);
  return { ...settings, calls: Object.fromEntries(policies) as CallSettings['calls'], rules: [], tags: {} };
}
