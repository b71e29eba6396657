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

const typed = new Map<string, string>();

/** Drafts of forms, which features keep for this tab: they are of who typed them. */
export function recallTyped(name: string): string | null {
  try {
    return typed.get(name) ?? sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

export function rememberTyped(name: string, value: string): void {
  try {
    sessionStorage.setItem(name, value);
    typed.delete(name);
  } catch {
    typed.set(name, value);
  }
}

export function unlearnTyped(name: string): void {
  typed.delete(name);
  try {
    sessionStorage.removeItem(name);
  } catch {
    // What was never kept need not be taken away.
  }
}

export function forgetTyped(): void {
  typed.clear();
  try {
    sessionStorage.clear();
  } catch {
    // Nothing is kept here.
  }
}
