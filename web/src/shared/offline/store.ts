/** The device's own store (IndexedDB): what waits to be sent, and what was seen last. One per door. */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";

export type WaitingState = "waiting" | "refused";

/** One act that a person did here and that the API does not yet have. */
export type Waiting = {
  /** The device's own order: acts are sent one after the other. */
  sequence?: number;
  /** What the act is about, e.g. the id of a delivery; a second act on it replaces nothing, it follows. */
  about: string;
  /** The feature that shows it, e.g. "delivery" or "answer". */
  kind: string;
  method: "POST" | "PUT" | "DELETE";
  path: string;
  body: unknown;
  /** Sent as Idempotency-Key, so that an act whose answer was lost is done once. */
  key: string;
  madeAt: string;
  /** Who did it: another person signed in on this device neither sends nor sees it. */
  principal: string;
  state: WaitingState;
  /** It was on its way at least once: the API may have it although its answer was lost. */
  tried?: boolean;
  /** Why it was refused, for a person to decide. */
  refusal?: { status: number; type: string; sentence: string; remedy: string; details: Record<string, unknown> };
};

export type Kept = { name: string; value: unknown; at: string };

interface Store extends DBSchema {
  waiting: { key: number; value: Waiting; indexes: { about: string } };
  kept: { key: string; value: Kept };
}

let opened: Promise<IDBPDatabase<Store>> | null = null;

export function openStore(door: string): Promise<IDBPDatabase<Store>> {
  opened ??= forgetIfBroken(openDB<Store>(`imbuto-${door}`, 1, {
    upgrade(database) {
      database.createObjectStore("waiting", { keyPath: "sequence", autoIncrement: true }).createIndex("about", "about");
      database.createObjectStore("kept", { keyPath: "name" });
    },
    // Another window has a newer version: let it, and open anew at the next use.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      opened = null;
    },
    terminated: () => {
      opened = null;
    },
  }));
  return opened;
}

/** A store that did not open (a private window, a full disk) is tried again at the next use. */
async function forgetIfBroken(opening: Promise<IDBPDatabase<Store>>): Promise<IDBPDatabase<Store>> {
  try {
    return await opening;
  } catch (thrown) {
    opened = null;
    throw thrown;
  }
}

/** For tests: the next one begins without what this one kept open. */
export async function closeStore(): Promise<void> {
  const store = await opened;
  store?.close();
  opened = null;
}
