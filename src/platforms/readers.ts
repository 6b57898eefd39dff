// Folders that have a reader of their own: readers/<folder>.js in the built extension. Runs in the worker.
// A test holds that this list and the folders agree.

export const READERS: ReadonlySet<string> = new Set(['generic', 'telegram', 'x']);
