/**
 * Loaded before a child's own code (`node --import`): ends the child when its parent is gone, also by SIGKILL, where
 * the parent can no longer tell it. The IPC channel closes by itself then.
 */
process.once('disconnect', () => process.exit(1))
// The channel alone must not keep a child alive that has finished its work.
process.channel?.unref()
