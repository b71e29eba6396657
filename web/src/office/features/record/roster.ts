/** The members of a centre as this device knows them without a network, and finding one as somebody types. */
import { fetchWithPatience, type Schemas } from "@shared/api/client";
import { problemOf } from "@shared/api/problem";
import { keep, kept } from "@shared/offline/kept";

import { readHundredths } from "./litres";

export type Entry = Schemas["RosterEntry"];
export type Shift = "AM" | "MID" | "PM";
type Page = { etag: string; items: Entry[]; next: string | null };

const DOOR = "office";
/** A cooperative of 26,000 members at one centre has 52 pages. */
const MOST_PAGES = 200;
const MOST_FOUND = 6;
const PHONE = /^(?:\+?254|0)?([71]\d{2,8})$/;

const nameOf = (centre: string, cursor: string) => `roster/${centre}/${cursor}`;

/** All that is kept of a centre, page by page. */
export async function keptRoster(centre: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor = "";
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const found = await kept<Page>(DOOR, nameOf(centre, cursor));
    if (!found) break;
    entries.push(...found.value.items);
    if (!found.value.next) break;
    cursor = found.value.next;
  }
  return entries;
}

/** Asks for each page; what the device has already is not sent again (ETag). */
export async function freshRoster(centre: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor = "";
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await freshPage(centre, cursor);
    entries.push(...page.items);
    if (!page.next) break;
    cursor = page.next;
  }
  return entries;
}

async function freshPage(centre: string, cursor: string): Promise<Page> {
  const name = nameOf(centre, cursor);
  const had = (await kept<Page>(DOOR, name).catch(() => null))?.value;
  const address = new URL(`/api/v1/centres/${encodeURIComponent(centre)}/roster`, location.origin);
  if (cursor) address.searchParams.set("cursor", cursor);
  const headers: HeadersInit = had ? { "If-None-Match": had.etag } : {};
  const response = await fetchWithPatience(new Request(address, { credentials: "same-origin", headers }));
  if (response.status === 304 && had) return had;
  if (!response.ok) throw await problemOf(response);
  const { items, next } = (await response.json()) as Schemas["RosterEntryPage"];
  const page = { etag: response.headers.get("ETag") ?? "", items, next };
  await keep(DOOR, name, page).catch(() => undefined);
  return page;
}

/** "0042" and "42" are one number; "a/12" and "A/12" too. */
export const plainNumber = (number: string): string => number.trim().toUpperCase().replace(/^0+(?=\d)/, "");

export type Roster = { entries: readonly Entry[]; byNumber: ReadonlyMap<string, Entry> };

export const rosterOf = (entries: readonly Entry[]): Roster => ({
  entries,
  byNumber: new Map(entries.map((entry) => [plainNumber(entry.number), entry])),
});

/** The member whose number this is. */
export const exactly = (roster: Roster, text: string): Entry | undefined => roster.byNumber.get(plainNumber(text));

/** Members whose number or phone begins so, or whose names begin with these words. */
export function find(roster: Roster, text: string): Entry[] {
  const typed = text.trim().toLowerCase();
  if (typed.length < 2) return [];
  return roster.entries.filter(/\d/.test(typed) ? byFigures(typed) : byNames(typed)).slice(0, MOST_FOUND);
}

function byFigures(typed: string): (entry: Entry) => boolean {
  const digits = PHONE.exec(typed.replaceAll(/[\s-]/g, ""))?.[1];
  return ({ number, phone }) => {
    if (number.toLowerCase().startsWith(typed)) return true;
    return digits !== undefined && (phone ?? "").replace(/^254/, "").startsWith(digits);
  };
}

function byNames(typed: string): (entry: Entry) => boolean {
  const wanted = typed.split(/\s+/);
  return ({ name, number }) => {
    if (number.toLowerCase().startsWith(typed)) return true;
    const names = (name ?? "").toLowerCase().split(/\s+/);
    return wanted.every((word) => names.some((one) => one.startsWith(word)));
  };
}

/** What a member mostly brings, in hundredths of a litre: the mean over the shifts in which milk came. */
export function usualOf(entry: Entry | undefined): number | null {
  const texts = [entry?.usual.AM, entry?.usual.MID, entry?.usual.PM].filter((text): text is string => Boolean(text));
  if (texts.length === 0) return null;
  const sum = texts.reduce((total, text) => total + (readHundredths(text) ?? 0), 0);
  return Math.round(sum / texts.length);
}
