/** Small things that a browser remembers. Where it refuses to (a full disk, cookies blocked) they last as long as the page. */
class Memory {
  private readonly here = new Map<string, string>();

  /** The storage is asked for at each use: where it is refused, even its name throws. */
  constructor(private readonly storage: () => Storage) {}

  recall(name: string): string | null {
    try {
      return this.here.get(name) ?? this.storage().getItem(name);
    } catch {
      return null;
    }
  }

  remember(name: string, value: string): void {
    try {
      this.storage().setItem(name, value);
      this.here.delete(name);
    } catch {
      this.here.set(name, value);
    }
  }

  /** What was written there; null for nothing, and for what nobody wrote. */
  read<Value>(name: string): Value | null {
    try {
      return JSON.parse(this.recall(name) ?? "null") as Value | null;
    } catch {
      return null;
    }
  }

  write(name: string, value: unknown): void {
    this.remember(name, JSON.stringify(value));
  }

  names(): string[] {
    const names = [...this.here.keys()];
    this.ifKept((storage) => names.push(...Object.keys(storage)));
    return names;
  }

  unlearn(name: string): void {
    this.here.delete(name);
    this.ifKept((storage) => storage.removeItem(name));
  }

  forget(): void {
    this.here.clear();
    this.ifKept((storage) => storage.clear());
  }

  private ifKept(act: (storage: Storage) => void): void {
    try {
      act(this.storage());
    } catch {
      // What was never kept need not be taken away.
    }
  }
}

/** Of this browser, whoever sits before it. */
export const onDevice = new Memory(() => localStorage);

/** Drafts of forms, which features keep for this tab: they are of who typed them. */
export const inTab = new Memory(() => sessionStorage);
