/** What is typed of a new member, kept in this tab until it is registered. */
import type { Schemas } from "@shared/api/client";
import { inTab } from "@shared/offline/local";
import { useEffect, useState } from "react";

export type Typed = {
  number: string; name: string; centre: string; phone: string; language: "sw" | "en";
  national_id: string; next_of_kin_name: string; next_of_kin_phone: string; joined: string; payout_phone: string;
  pay_channel: "mpesa" | "bank" | "cash"; account_bank: string; account_number: string; account_name: string;
};

export const NOTHING: Typed = {
  number: "", name: "", centre: "", phone: "", language: "sw",
  national_id: "", next_of_kin_name: "", next_of_kin_phone: "", joined: "", payout_phone: "",
  pay_channel: "mpesa", account_bank: "", account_number: "", account_name: "",
};

const KEPT_AS = "imbuto-new-member";
const BANK = ["account_bank", "account_number", "account_name"] as const;

/** The body: blanks say nothing, and figures of cards and accounts are sent without spaces. */
export function bodyOf(typed: Typed): Schemas["NewMember"] {
  const { number, name, centre, language, pay_channel, ...more } = typed;
  const tight = { ...more, national_id: tightly(more.national_id), account_number: tightly(more.account_number), account_bank: tightly(more.account_bank) };
  const said = Object.entries(tight).filter(([field, value]) => value.trim() !== "" && (pay_channel === "bank" || !BANK.some((one) => one === field)));
  return {
    ...Object.fromEntries(said.map(([field, value]) => [field, value.trim()])),
    number: tightly(number).toUpperCase(), name: name.trim().replace(/\s+/g, " "), centre, language, pay_channel,
  };
}

export const tightly = (text: string) => text.replace(/\s/g, "");

/** Fields that must be there before it is sent. */
export const lacking = (typed: Typed): (keyof Typed)[] => (["number", "name", "centre"] as const).filter((field) => !typed[field].trim());

export function useTypedMember(principal: string): [Typed, (next: Typed) => void] {
  const [typed, setTyped] = useState<Typed>(() => kept(principal));
  useEffect(() => inTab.write(KEPT_AS, { principal, typed }), [principal, typed]);
  return [typed, setTyped];
}

function kept(principal: string): Typed {
  const found = inTab.read<{ principal: string; typed: Partial<Typed> }>(KEPT_AS);
  return found?.principal === principal ? { ...NOTHING, ...found.typed } : NOTHING;
}
