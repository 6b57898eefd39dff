// The folder of the private file system that holds export files and nothing else. Runs in the UI (tab) and its worker.

export async function exportFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle('exports', { create: true });
}
