import { createHash } from 'node:crypto';
import type { NamedSeed, TeammateSeed } from '../front-options.ts';
import { defaultSeeds } from '../seeds.ts';
import type { FrontEvent } from './front-event.ts';
import type {
  ContactRecord,
  ConversationRecord,
  InboxRecord,
  LinkRecord,
  MessageRecord,
  TagRecord,
  TeammateRecord,
} from './records.ts';

export interface Seeds {
  teammates: TeammateSeed[];
  inboxes: NamedSeed[];
  tags: NamedSeed[];
}

/** All that the simulator knows, as plain data; changes go through the functions beside this file. */
export class FrontData {
  contacts: ContactRecord[] = [];
  /** Merged ones stay, with `mergedInto`. */
  conversations: ConversationRecord[] = [];
  inboxes: InboxRecord[] = [];
  teammates: TeammateRecord[] = [];
  tags: TagRecord[] = [];
  links: LinkRecord[] = [];
  /** Bytes of the attachments, by id. */
  readonly files = new Map<string, Buffer>();
  /** The external ids of all imports accepted so far, the whole company over. */
  readonly externalIds = new Set<string>();
  /** Which conversation a thread_ref, or a sender without one, leads to. */
  readonly threads = new Map<string, string>();
  /** Author of everything written with the token alone. */
  readonly apiAuthor: TeammateRecord = {
    id: 'tea_api',
    email: 'api@front.invalid',
    username: 'api',
    firstName: 'API',
    lastName: 'token',
    isAdmin: false,
    isAvailable: true,
    isBlocked: false,
    type: 'api',
  };
  readonly #seeds: Seeds;
  readonly #listeners: ((event: FrontEvent) => void)[] = [];
  readonly #counts = new Map<string, number>();

  constructor(seeds: Partial<Seeds> = {}) {
    this.#seeds = { ...defaultSeeds, ...seeds };
    this.reset();
  }

  /** Back to the seeds; listeners stay registered. */
  reset(): void {
    this.#counts.clear();
    for (const kept of [this.files, this.externalIds, this.threads]) kept.clear();
    this.contacts = [];
    this.conversations = [];
    this.links = [];
    this.inboxes = this.#seeds.inboxes.map(({ id, name }) => ({ id: id ?? this.nextId('inb'), name }));
    this.tags = [];
    for (const { id, name } of this.#seeds.tags) this.addTag(name, id === undefined ? {} : { id });
    this.teammates = this.#seeds.teammates.map((seed) => toTeammate(this, seed));
  }

  /** A new id such as `cnv_rt`, the next of its kind: the same run gives the same ids. */
  nextId(prefix: string): string {
    const count = (this.#counts.get(prefix) ?? 1000) + 1;
    this.#counts.set(prefix, count);
    return `${prefix}_${count.toString(36)}`;
  }

  /** A new message uid: 32 hexadecimal digits, as Front's are. */
  nextUid(): string {
    return createHash('md5').update(this.nextId('uid')).digest('hex');
  }

  addTag(name: string, details: Partial<TagRecord> = {}): TagRecord {
    const blank = { description: null, highlight: null, isVisibleInConversationLists: false, createdAtMs: Date.now() };
    const tag = { id: details.id ?? this.nextId('tag'), name, ...blank, ...details };
    this.tags.push(tag);
    return tag;
  }

  /** Notifies listeners of a change, once it is made. */
  emit(event: FrontEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  onEvent(listener: (event: FrontEvent) => void): void {
    this.#listeners.push(listener);
  }

  conversation(id: string): ConversationRecord | undefined {
    return this.conversations.find((conversation) => conversation.id === id);
  }

  /** The conversation itself, or the one that it was merged into in the end. */
  survivor(id: string): ConversationRecord | undefined {
    const conversation = this.conversation(id);
    if (conversation?.mergedInto == null) return conversation;
    return this.survivor(conversation.mergedInto);
  }

  /** Where a message is, by its id or uid. */
  message(match: (message: MessageRecord) => boolean): [ConversationRecord, MessageRecord] | undefined {
    for (const conversation of this.conversations) {
      const message = conversation.messages.find(match);
      if (message !== undefined) return [conversation, message];
    }
    return undefined;
  }

  /** By id or by the alias `alt:email:…`, whatever its case. */
  teammate(idOrAlias: string): TeammateRecord | undefined {
    const email = idOrAlias.startsWith('alt:email:') ? idOrAlias.slice('alt:email:'.length).toLowerCase() : undefined;
    return this.teammates.find(({ id, email: own }) => id === idOrAlias || own.toLowerCase() === email);
  }

  /** A teammate by id, or the token's own author. */
  author(id: string): TeammateRecord {
    return this.teammates.find((teammate) => teammate.id === id) ?? this.apiAuthor;
  }
}

export function toTeammate(data: FrontData, seed: TeammateSeed): TeammateRecord {
  return {
    isAdmin: false,
    isAvailable: true,
    isBlocked: false,
    type: 'user' as const,
    ...seed,
    id: seed.id ?? data.nextId('tea'),
    username: seed.email.split('@')[0] ?? seed.email,
  };
}
