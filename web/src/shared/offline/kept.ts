/** The last answer of a few questions, so that a screen opens without network and says how old it is. */
import { trueNow } from "./clock";
import { openStore } from "./store";

export async function keep(door: string, name: string, value: unknown): Promise<void> {
  await (await openStore(door)).put("kept", { name, value, at: trueNow().toISOString() });
}

export async function kept<Value>(door: string, name: string): Promise<{ value: Value; at: string } | null> {
  const found = await (await openStore(door)).get("kept", name);
  return found ? { value: found.value as Value, at: found.at } : null;
}

/** When a person signs out nothing that was seen stays on the device; what waits to be sent does. */
export async function forgetKept(door: string): Promise<void> {
  await (await openStore(door)).clear("kept");
}
