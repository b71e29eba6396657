/** A file goes out as a form. The key of an act is made of its name, size and time: another file is another intent. */
export type Chosen = { name: string; size: number; changed: number; file: File };

/** What can be written down stands beside the file, so that useAct sees whether it is the same one. */
export const chosen = (file: File): Chosen => ({ name: file.name, size: file.size, changed: file.lastModified, file });

/** For openapi-fetch: the body that the types ask for, and the serializer that sends the form instead. */
export function asForm(given: Chosen, more: Record<string, string> = {}) {
  const form = new FormData();
  form.set("file", given.file, given.name);
  for (const [name, value] of Object.entries(more)) if (value) form.set(name, value);
  return { body: { file: given.name, ...more }, bodySerializer: () => form };
}
