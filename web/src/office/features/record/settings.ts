/**
 * How each centre records: remembered on this device, for there is one scale per place. Which readings are taken is
 * the centre's own rule, unless somebody chose others for this device.
 */
import { onDevice } from "@shared/offline/local";
import { useCallback, useMemo, useState } from "react";

import type { ScaleSettings } from "./scale/reader";
import { QUALITY, type Quality, type Unit } from "./weighing";

type Kept = { unit: Unit; route: string; container: string; scale: ScaleSettings | null; quality?: Quality[] | undefined };
/** `own`: the readings are this device's choice, and not the centre's rule. */
export type Ways = Kept & { quality: Quality[]; own: boolean };
const USUAL = { unit: "L", route: "", container: "", scale: null } as const;

const nameOf = (centre: string) => `imbuto-record-${centre}`;

function parsed(text: string | null): Partial<Kept> {
  try {
    return JSON.parse(text ?? "{}") as Partial<Kept>;
  } catch {
    return {};
  }
}

const known = (names: readonly string[]): Quality[] => QUALITY.filter((name) => names.includes(name));

function waysOf(text: string | null, rule: readonly string[]): Ways {
  const kept = parsed(text);
  return { ...USUAL, ...kept, quality: known(kept.quality ?? rule), own: kept.quality !== undefined };
}

export const readWays = (centre: string, rule: readonly string[] = []): Ways => waysOf(onDevice.recall(nameOf(centre)), rule);

/** `quality: undefined` goes back to the centre's rule. */
export type ChangeWays = (change: Partial<Kept>) => void;

export function useWays(centre: string, rule: readonly string[] = []): [Ways, ChangeWays] {
  const [, setChanges] = useState(0);
  const text = onDevice.recall(nameOf(centre));
  const ruled = rule.join(" ");
  // The same as long as nothing has changed: a scale that is being read is not let go at each drawing.
  const ways = useMemo(() => waysOf(text, ruled.split(" ")), [text, ruled]);
  const change = useCallback<ChangeWays>(
    (changed) => {
      onDevice.remember(nameOf(centre), JSON.stringify({ ...parsed(onDevice.recall(nameOf(centre))), ...changed }));
      setChanges((count) => count + 1);
    },
    [centre],
  );
  return [ways, change];
}
