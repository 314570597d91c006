/**
 * Loaded before a child's own code (`node --import endWithParent.ts?parent=<pid>`): ends the child when its parent is
 * gone, also by SIGKILL, where the parent can no longer tell it. The IPC channel closes by itself then.
 * Grandchildren inherit the flag (fork copies it) and have other manners: for them it does nothing.
 */
if (process.ppid === Number(new URL(import.meta.url).searchParams.get('parent'))) {
  process.once('disconnect', () => process.exit(1))
  // The channel alone must not keep a child alive that has finished its work.
  process.channel?.unref()
}
