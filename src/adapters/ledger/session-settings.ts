/**
 * What a session is set to. Reports sort all calls of their period: in memory, and without compiling code first, which
 * takes longer than it saves.
 */
export const sessionSettings = ['work_mem=32MB', 'jit=off'] as const;
