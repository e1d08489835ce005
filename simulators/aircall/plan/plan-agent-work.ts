import { addComment, addTag, findOrCreateTag } from '../annotate-call.ts';
import type { CallPlan, CallStep } from './call-step.ts';

/** Comments and tags, which agents write after the call, some of them long after. */
export function planAgentWork({ script, call, state, endMs }: CallPlan): CallStep[] {
  const comments = (script.comments ?? []).map(({ by, content, afterEndMs }): CallStep => {
    const apply = () => addComment(state, call, content, by ?? null);
    return { atMs: endMs + afterEndMs, event: 'call.commented', apply };
  });
  const tags = (script.tags ?? []).flatMap(({ name, by, afterEndMs, removedAfterMs }): CallStep[] => {
    const tagId = findOrCreateTag(state, name).id;
    const set = { atMs: endMs + afterEndMs, event: 'call.tagged', apply: () => addTag(call, tagId, by ?? null) };
    if (removedAfterMs === undefined) return [set];
    const remove = () => {
      call.tags = call.tags.filter((tag) => tag.id !== tagId);
    };
    return [set, { atMs: set.atMs + removedAfterMs, event: 'call.untagged', apply: remove }];
  });
  return [...comments, ...tags];
}
