/** What may be brought in from a file, what it is asked beside it, and the right it needs. */
export type Kind = "members" | "deliveries" | "charges" | "bulk" | "opening";
export type Beside = "centre" | "pad" | "meant" | "day" | "batch";

export type ImportKind = { kind: Kind; permission: string; beside: readonly Beside[] };

export const KINDS: readonly ImportKind[] = [
  { kind: "members", permission: "members.register", beside: ["centre", "pad"] },
  { kind: "deliveries", permission: "deliveries.record", beside: ["centre", "pad", "meant"] },
  { kind: "charges", permission: "charges.make", beside: ["pad"] },
  { kind: "bulk", permission: "bulk.record", beside: [] },
  { kind: "opening", permission: "adjustments.propose", beside: ["day", "batch", "pad"] },
];

export const kindOf = (name: string | null): ImportKind | undefined => KINDS.find(({ kind }) => kind === name);
