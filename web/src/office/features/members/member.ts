/** A member as the register has it, and how the membership stands in one word. */
import { api, type Schemas } from "@shared/api/client";

export type Entry = Schemas["MemberAnswer"];
export type Whole = Schemas["MemberEntry"];
export type Payee = Schemas["PayeeAnswer"];
export type Standing = "erased" | "left" | "suspended" | "active";

const HOUR = 3_600_000;

export function standing(member: Pick<Entry, "erased" | "left_on" | "suspended">): Standing {
  if (member.erased) return "erased";
  if (member.left_on) return "left";
  return member.suspended ? "suspended" : "active";
}

export const isActive = (member: Entry) => standing(member) === "active";

/** Where a member's page is; numbers may hold a stroke. */
export const pageOf = (number: string) => `/members/${number.split("/").map(encodeURIComponent).join("/")}`;

/** The centres by code, for names and choices. */
export function useCentres() {
  const { data } = api.useQuery("get", "/api/v1/centres", undefined, { staleTime: HOUR });
  const all = data?.items ?? [];
  return { all, isKnown: data !== undefined, name: (code: string) => all.find((centre) => centre.code === code)?.name ?? code };
}
