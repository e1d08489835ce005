import { setImmediate as yieldToAnswers } from 'node:timers/promises';
import { seededRandom } from '../kit/seeded-random.ts';
import type { AircallAccount } from './aircall-account.ts';
import type { AircallCall } from './aircall-state.ts';
import { CallScript } from './call-script.ts';
import { createCall } from './create-call.ts';
import { type CallStep, secondsAt } from './plan/call-step.ts';
import { planCall } from './plan/plan-call.ts';
import { StopSwitch } from './stop-switch.ts';
import type { EventBody } from './webhooks/webhook-delivery.ts';

type Described = Omit<EventBody, 'token'>;

/** Plays scripts: applies each step to the call at its (scaled) time, and sends the webhooks. */
export class CallPlayer {
  readonly #account: AircallAccount;
  readonly #options: { timeScale: number; mediaSizeBytes: number };
  readonly #ends = new Map<number, Promise<void>>();
  #switch = new StopSwitch();

  constructor(account: AircallAccount, options: { timeScale: number; mediaSizeBytes: number }) {
    this.#account = account;
    this.#options = options;
  }

  /**
   * @returns the id of the call, which exists and is ringing by then
   * @throws ZodError for a script of the wrong shape, Error for one that names unknown data
   */
  play(script: CallScript): number {
    const checked = CallScript.parse(script);
    const { state } = this.#account;
    const call = createCall(state, checked, this.#options.mediaSizeBytes);
    const steps = planCall(checked, call, state);
    this.#ends.set(call.id, this.#account.track(this.#run(call, steps, checked.eventsSent ?? {})));
    return call.id;
  }

  /** Resolves once all the script's events are delivered or given up. @throws Error for a call that was never played */
  async endOf(callId: number): Promise<void> {
    const end = this.#ends.get(callId);
    if (end === undefined) throw new Error(`no such call: ${callId}`);
    await end;
  }

  /** Stops every call where it is. */
  stop(): void {
    this.#switch.stop();
    this.#switch = new StopSwitch();
  }

  async #run(call: AircallCall, steps: CallStep[], sent: NonNullable<CallScript['eventsSent']>): Promise<void> {
    const stopSwitch = this.#switch;
    const startedAtMs = Date.now();
    const finished: Promise<void>[] = [];
    const held: Described[] = [];
    for (const step of steps) {
      const dueInMs = startedAtMs + step.atMs * this.#options.timeScale - Date.now();
      if (dueInMs > 0) await stopSwitch.wait(dueInMs);
      // However late it is: answers to deliveries must get their turn in a burst of calls, or they would time out.
      await yieldToAnswers();
      if (stopSwitch.stopped) return;
      call.clockSeconds = secondsAt(call, step.atMs);
      step.apply?.();
      if (step.event === undefined || isDropped(step.event, sent.drop)) continue;
      for (let copy = 0; copy < (sent.repeat ?? 1); copy += 1) {
        const described = this.#account.describe(call, step.event);
        if (sent.shuffleSeed === undefined) finished.push(this.#account.publish(call.id, described).finished);
        else held.push(described);
      }
    }
    for (const described of shuffle(held, sent.shuffleSeed ?? 0)) {
      const published = this.#account.publish(call.id, described);
      finished.push(published.finished);
      await published.attempted;
    }
    await Promise.all(finished);
  }
}

function isDropped(event: string, drop: string[] = []): boolean {
  return drop.includes('*') || drop.includes(event);
}

/** Fisher and Yates, repeatable by its seed. */
function shuffle(events: Described[], seed: number): Described[] {
  const random = seededRandom(seed);
  const shuffled: Described[] = [];
  const rest = [...events];
  while (rest.length > 0) shuffled.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return shuffled;
}
