/** Where and when is recorded: the address names it once a person chose it, else the clerk's centre and the clock. */
import { businessDate } from "@shared/figures/format";
import { trueNow } from "@shared/offline/clock";
import { onDevice } from "@shared/offline/local";
import { useSyncExternalStore, useState } from "react";
import { useSearchParams } from "react-router";

import type { Shift } from "./roster";
import type { Place } from "./weighing";

export const SHIFTS: readonly Shift[] = ["AM", "MID", "PM"];
const NOON = 12;
const LAST = "imbuto-record-centre";
const MINUTE_MS = 60_000;

/** Morning before noon in Nairobi, evening after. */
export function shiftAt(at: Date): Shift {
  const hour = Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hour12: false, timeZone: "Africa/Nairobi" }).format(at));
  return hour % 24 < NOON ? "AM" : "PM";
}

function everyMinute(told: () => void): () => void {
  const timer = setInterval(told, MINUTE_MS);
  return () => clearInterval(timer);
}

/** The day and shift that it is by the clock, as "2026-11-21 AM". */
export const useNow = () => useSyncExternalStore(everyMinute, nowText, nowText);
const nowText = () => `${businessDate(trueNow())} ${shiftAt(trueNow())}`;

function partsOf(text: string): { date: string; shift: Shift } {
  const [date = "", shift = "AM"] = text.split(" ");
  return { date, shift: shift as Shift };
}

const isShift = (text: string | null): text is Shift => SHIFTS.includes(text as Shift);

export function usePlace(centres: readonly string[]) {
  const [asked, setAsked] = useSearchParams();
  const clock = partsOf(useNow());
  // The shift does not change under a hand: at noon the screen asks (see `later`).
  const [opened] = useState(clock);
  const centre = asked.get("centre") ?? lastCentre(centres);
  const shift = asked.get("shift");
  const place: Place = { centre, date: asked.get("date") ?? opened.date, shift: isShift(shift) ? shift : opened.shift };
  const go = (change: Partial<Place>) => {
    const next = { ...place, ...change };
    if (change.centre) onDevice.remember(LAST, change.centre);
    setAsked({ ...next }, { replace: true });
  };
  const later = clock.date !== place.date || (clock.shift !== place.shift && place.shift !== "MID") ? clock : null;
  return { place, go, later };
}

function lastCentre(centres: readonly string[]): string {
  const last = onDevice.recall(LAST) ?? "";
  return centres.includes(last) ? last : (centres[0] ?? "");
}
