/** How each centre records: remembered on this device, for there is one scale and one way of testing per place. */
import { recall, remember } from "@shared/offline/local";
import { useCallback, useState } from "react";

import type { ScaleSettings } from "./scale/reader";
import { QUALITY, type Quality, type Unit } from "./weighing";

export type Ways = { unit: Unit; quality: Quality[]; route: string; container: string; scale: ScaleSettings | null };
const USUAL: Ways = { unit: "L", quality: [], route: "", container: "", scale: null };

const nameOf = (centre: string) => `imbuto-record-${centre}`;

export function readWays(centre: string): Ways {
  try {
    const found = JSON.parse(recall(nameOf(centre)) ?? "{}") as Partial<Ways>;
    return { ...USUAL, ...found, quality: (found.quality ?? []).filter((name) => QUALITY.includes(name)) };
  } catch {
    return USUAL;
  }
}

export function useWays(centre: string): [Ways, (change: Partial<Ways>) => void] {
  const [state, setState] = useState(() => ({ centre, ways: readWays(centre) }));
  const ways = state.centre === centre ? state.ways : readWays(centre);
  const change = useCallback(
    (changed: Partial<Ways>) => {
      const next = { ...readWays(centre), ...changed };
      remember(nameOf(centre), JSON.stringify(next));
      setState({ centre, ways: next });
    },
    [centre],
  );
  return [ways, change];
}
