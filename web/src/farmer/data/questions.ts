/** The questions that more than one screen asks, each with the name under which its answer is kept. */
import { client, type Schemas } from "@shared/api/client";
import { businessDate, daysLater } from "@shared/figures/format";

import { trueNow } from "@shared/offline/clock";
import type { Delivery } from "./milk";
import { periodOf, type Rhythm } from "./period";
import { useMember } from "./session";
import { body, useAnswer } from "./useAnswer";

const LARGEST_PAGE = 100;
/** So long may the answer to a weighing be open. */
const OPEN_DAYS = 4;

export type DeliveryWithStory = Schemas["DeliveryWithStory"];
export type StatementPaper = Schemas["StatementPaper"];
export type Member = Schemas["MemberEntry"];
export type Charge = Schemas["Charge"];
export type ChargeWithStory = Schemas["ChargeWithStory"];

const at = (number: string) => ({ params: { path: { number } } });

export function useProfile() {
  const number = useMember();
  return useAnswer(`${number}/profile`, () => body(client.GET("/api/v1/members/{number}", at(number))));
}

export function useBalance() {
  const number = useMember();
  return useAnswer(`${number}/balance`, () => body(client.GET("/api/v1/members/{number}/balance", at(number))));
}

export function useCooperative() {
  return useAnswer("cooperative", () => body(client.GET("/api/v1/cooperative")));
}

export function useStatements() {
  const number = useMember();
  return useAnswer(`${number}/statements`, async () => {
    const query = { limit: LARGEST_PAGE };
    return (await body(client.GET("/api/v1/members/{number}/statements", { params: { path: { number }, query } }))).items;
  });
}

export function useStatement(run: string) {
  const number = useMember();
  const params = { path: { id: run, number } };
  return useAnswer<StatementPaper>(`${number}/statement/${run}`, () =>
    body(client.GET("/api/v1/settlements/{id}/statements/{number}/document", { params })),
  );
}

/** All deliveries of some days, the newest first. */
export async function deliveriesBetween(number: string, from: string, to: string): Promise<Delivery[]> {
  const found: Delivery[] = [];
  let cursor: string | null = null;
  do {
    const query: { from: string; to: string; limit: number; cursor?: string } = { from, to, limit: LARGEST_PAGE };
    if (cursor) query.cursor = cursor;
    const page: Schemas["DeliveryPage"] = await body(
      client.GET("/api/v1/members/{number}/deliveries", { params: { path: { number }, query } }),
    );
    found.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return found;
}

/** The period until today, and before it the days whose answers may still be open. */
export function useLately(rhythm: Rhythm | null) {
  const number = useMember();
  const today = businessDate(trueNow());
  const ask = async () => {
    const start = periodOf(today, rhythm ?? "half-month").start;
    const open = daysLater(today, -OPEN_DAYS);
    return deliveriesBetween(number, start < open ? start : open, today);
  };
  return useAnswer(`${number}/lately`, ask, { enabled: rhythm !== null });
}

export function useMonth(code: string) {
  const number = useMember();
  const { start, end } = periodOf(`${code}-01`, "month");
  return useAnswer(`${number}/milk/${code}`, () => deliveriesBetween(number, start, end));
}

export function useDelivery(id: string) {
  const params = { path: { id } };
  const number = useMember();
  return useAnswer<DeliveryWithStory>(`${number}/delivery/${id}`, () => body(client.GET("/api/v1/deliveries/{id}", { params })));
}

export function useDeliveryPrice(id: string) {
  const params = { path: { id } };
  const number = useMember();
  return useAnswer(`${number}/price/${id}`, () => body(client.GET("/api/v1/deliveries/{id}/price", { params })));
}

export function useCharges() {
  const number = useMember();
  return useAnswer(`${number}/charges`, async () => {
    const query = { limit: LARGEST_PAGE };
    return (await body(client.GET("/api/v1/members/{number}/charges", { params: { path: { number }, query } }))).items;
  });
}
