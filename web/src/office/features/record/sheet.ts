/** The sheet of a centre, day and shift: what the ledger has, and what still waits on this device. */
import { client, type Schemas } from "@shared/api/client";
import { asProblem } from "@shared/api/problem";
import { trueNow } from "@shared/offline/clock";
import { keep, kept } from "@shared/offline/kept";
import type { Waiting } from "@shared/offline/store";

import { aboutLitres, decimal, readHundredths } from "./litres";
import type { Body, Place } from "./weighing";

export type Delivery = Schemas["Delivery"];
export type Recorded = Pick<
  Delivery,
  | "id" | "position" | "member" | "can" | "litres" | "kilograms" | "rejection_reason" | "grade" | "unusual" | "state"
  | "happened_at" | "recorded_by" | "device"
>;
export type Sheet = { rows: Recorded[]; at: string; fresh: boolean };

export type Row = {
  id: string;
  member: string;
  litres: string;
  kilograms: string | null;
  at: string;
  state: "waiting" | "refused" | "recorded" | "voided";
  rejected: string | null;
  /** What the ledger has; none while it waits here. */
  recorded: Recorded | null;
  /** What waits or was refused here: the weighing itself, or a change of it. */
  act: Waiting | null;
};

const DOOR = "office";
const PAGE = 200;
/** 4,000 cans in one shift of one centre: more has no platform. */
const MOST_PAGES = 20;

export const sheetName = ({ centre, date, shift }: Place) => `sheet/${centre}/${date}/${shift}`;
export const sheetKey = (place: Place) => ["get", "/api/v1/deliveries", "sheet", place.centre, place.date, place.shift] as const;

/** The sheet from the API; without an answer, as it was kept here. */
export async function readSheet(place: Place): Promise<Sheet> {
  try {
    const rows = await ask(place);
    const sheet = { rows, at: trueNow().toISOString(), fresh: true };
    await keep(DOOR, sheetName(place), rows).catch(() => undefined);
    return sheet;
  } catch (thrown) {
    if (asProblem(thrown).kind !== "network") throw thrown;
    const found = await kept<Recorded[]>(DOOR, sheetName(place)).catch(() => null);
    return { rows: found?.value ?? [], at: found?.at ?? "", fresh: false };
  }
}

async function ask({ centre, date, shift }: Place): Promise<Recorded[]> {
  const rows: Recorded[] = [];
  let cursor: string | null = null;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const query: Record<string, string | number> = { centre, shift, from: date, to: date, limit: PAGE, ...(cursor ? { cursor } : {}) };
    const { data } = await client.GET("/api/v1/deliveries", { params: { query } });
    if (!data) break;
    rows.push(...data.items.map(ofDelivery));
    cursor = data.next;
    if (!cursor) break;
  }
  return rows;
}

function ofDelivery(delivery: Delivery): Recorded {
  const { id, position, member, can, litres, kilograms, rejection_reason, grade, unusual, state, happened_at, recorded_by, device } = delivery;
  return { id, position, member, can, litres, kilograms, rejection_reason, grade, unusual, state, happened_at, recorded_by, device };
}

/** The ledger took it: it stands on the sheet at once, before the list is asked again. */
export function withAnswered(sheet: Sheet, act: Waiting, position: number): Sheet {
  const body = act.body as Body;
  if (sheet.rows.some((row) => row.id === act.about)) return sheet;
  const row: Recorded = {
    id: act.about, position, member: body.member, can: 1, litres: bodyLitres(body), kilograms: body.kilograms ?? null,
    rejection_reason: body.rejection_reason ?? null, grade: null, unusual: Boolean(body.meant), state: "recorded",
    happened_at: body.happened_at ?? act.madeAt, recorded_by: act.principal, device: body.device ?? null,
  };
  return { ...sheet, rows: [row, ...sheet.rows] };
}

function bodyLitres(body: Body): string {
  return body.litres ?? decimal(aboutLitres(readHundredths(body.kilograms ?? "") ?? 0));
}

export const isWeighing = (act: Waiting) => act.kind === "delivery";
export const placeOf = (act: Waiting): Place => {
  const { centre, date, shift } = act.body as Body;
  return { centre, date, shift: shift as Place["shift"] };
};

/** Newest first. A change that waits stands at the weighing it is about. */
export function rowsOf(place: Place, sheet: readonly Recorded[], acts: readonly Waiting[]): Row[] {
  const here = acts.filter((act) => isWeighing(act) && sheetName(placeOf(act)) === sheetName(place));
  const known = new Set(sheet.map((row) => row.id));
  const changes = new Map(acts.filter((act) => !isWeighing(act)).map((act) => [act.about, act]));
  const waiting = here.filter((act) => !known.has(act.about)).map((act) => ofAct(act, changes.get(act.about)));
  const recorded = sheet.map((row) => ofRecorded(row, changes.get(row.id) ?? null));
  return [...waiting, ...recorded].toSorted((one, other) => other.at.localeCompare(one.at));
}

function ofAct(act: Waiting, change: Waiting | undefined): Row {
  const body = act.body as Body;
  return {
    id: act.about, member: body.member, litres: bodyLitres(body), kilograms: body.kilograms ?? null, at: new Date(body.happened_at ?? act.madeAt).toISOString(),
    state: act.state, rejected: body.rejection_reason ?? null, recorded: null, act: act.state === "refused" ? act : (change ?? act),
  };
}

function ofRecorded(row: Recorded, act: Waiting | null): Row {
  return {
    id: row.id, member: row.member, litres: row.litres, kilograms: row.kilograms, at: new Date(row.happened_at).toISOString(),
    state: row.state === "voided" ? "voided" : "recorded", rejected: row.rejection_reason, recorded: row, act,
  };
}

export type Totals = { litres: number; rejected: number; members: number };

/** In hundredths; what waits here counts, what was refused or taken back does not. */
export function totalsOf(rows: readonly Row[]): Totals {
  const counted = rows.filter((row) => row.state === "recorded" || row.state === "waiting").filter((row) => row.act?.kind !== "void");
  const sum = (some: readonly Row[]) => some.reduce((total, row) => total + (readHundredths(row.litres) ?? 0), 0);
  const accepted = counted.filter((row) => row.rejected === null);
  return {
    litres: sum(accepted),
    rejected: sum(counted.filter((row) => row.rejected !== null)),
    members: new Set(counted.map((row) => row.member)).size,
  };
}

/** The member's last weighing of this shift that stands or waits. */
export const earlierOf = (rows: readonly Row[], member: string): Row | undefined =>
  rows.find((row) => row.member === member && (row.state === "recorded" || row.state === "waiting") && row.act?.kind !== "void");
