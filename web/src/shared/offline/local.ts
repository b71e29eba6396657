/** Small things that this browser remembers. Where it refuses to (a full disk, cookies blocked) they last as long as the page. */
const here = new Map<string, string>();

export function recall(name: string): string | null {
  try {
    return here.get(name) ?? localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
    here.delete(name);
  } catch {
    here.set(name, value);
  }
}

export function unlearn(name: string): void {
  here.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // What was never kept need not be taken away.
  }
}

/** Drafts of forms, which features keep for this tab: they are of who typed them. */
export function forgetTyped(): void {
  try {
    sessionStorage.clear();
  } catch {
    // Nothing is kept here.
  }
}
