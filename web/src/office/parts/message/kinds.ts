/** What a message may be about, in the order in which people look for it: milk, money, ways in, answers. */
import type { paths } from "@shared/api/schema";

export type MessageKind = NonNullable<NonNullable<paths["/api/v1/messages"]["get"]["parameters"]["query"]>["kind"]>;

/** A record, so that the compiler misses a kind that the API has and this list has not. */
const ALL: Record<MessageKind, true> = {
  "receipt": true, "correction": true, "sample": true, "void": true, "digest": true, "reminder": true, "dispute-noted": true, "dispute-outcome": true,
  "statement": true, "payment": true, "payment-proposed": true, "payment-proposed-payee": true, "payment-proposed-new": true,
  "payment-approved": true, "payment-approved-payee": true, "payment-approved-new": true, "pay-terms": true,
  "invitation": true, "recovery": true, "sign-in-code": true, "access-recovered": true, "access-changed": true, "pin-blocked": true, "pin-changed": true, "browser-added": true,
  "messages-chosen": true, "receipts-choice": true, "language-choice": true, "balance": true, "which-milk": true, "kind-word": true, "help": true,
};
export const MESSAGE_KINDS = Object.keys(ALL) as MessageKind[];
