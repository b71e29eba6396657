/** A bank's format is sent only when somebody could pay by it, and looks on the screen as it will in the file. */
import { expect, test } from "vitest";

import { draftOf, forgetDraft, keepDraft, keptDraft, readDraft, sampleOf, SHOWS, type Format } from "@office/features/settings/formats/format";

const format: Format = {
  name: "bank", kind: "bank", effective_from: "2020-01-01", delimiter: ",", headings: true, amounts: "shillings", phones: "254", note: "Verify it.", set_by: null,
  columns: [{ heading: "Ref", field: "reference", fixed: "" }, { heading: "Acc", field: "account", fixed: "" }, { heading: "Amt", field: "amount", fixed: "" }],
  paid_words: ["paid", "ok"], failed_words: ["failed"], pending_words: [],
};
const draft = draftOf(format, "2026-12-01");

test("a preset written anew holds from its day, and leaves the warning of the preset behind", () => {
  expect(readDraft(draft).body).toMatchObject({ name: "bank", effective_from: "2026-12-01", note: "", paid_words: ["paid", "ok"] });
});

test("what a bank needs stands in one column: neither in none nor in two", () => {
  const [reference, account, amount] = draft.columns;
  if (!reference || !account || !amount) throw new Error("three columns");
  expect(readDraft({ ...draft, columns: [reference, amount] }).faults.needed).toEqual(["account"]);
  expect(readDraft({ ...draft, columns: [reference, account, amount, amount] }).faults.needed).toEqual(["amount"]);
  expect(readDraft({ ...draft, kind: "mpesa-bulk" }).faults.needed).toEqual(["phone"]);
});

test.each([
  ["a name with a space", { name: "our bank" }], ["no day", { from: "" }], ["no word for paid", { paid: " , " }], ["one word for two things", { failed: "failed, OK" }],
  ["a fixed column without words", { columns: [...draft.columns, { heading: "Cur", field: "fixed" as const, fixed: "" }] }], ["a column without a heading", { columns: [...draft.columns, { heading: " ", field: "name" as const, fixed: "" }] }],
])("%s is not sent", (_what, change) => {
  expect(readDraft({ ...draft, ...change }).body).toBeNull();
});

test("words are taken as people write them, and a column that is fixed no longer loses its words", () => {
  const columns = [...draft.columns, { heading: " Name ", field: "name" as const, fixed: "KES" }];
  const { body } = readDraft({ ...draft, columns, paid: "Paid,  Not  Pending " });
  expect([body?.paid_words, body?.columns.at(-1)]).toEqual([["paid", "not pending"], { heading: "Name", field: "name", fixed: "" }]);
});

test("the row is shown as the file will have it", () => {
  expect(sampleOf(draft)).toBe("Ref,Acc,Amt\n7K3M9P,0110123456,1234.00");
  expect(sampleOf({ ...draft, headings: false, delimiter: ";", amounts: "cents", phones: "0", columns: SHOWS.map((field) => ({ heading: field, field, fixed: "KES" })) }))
    .toBe("7K3M9P;123400;0110123456;0700000042;DEMO FARMER;KCB;0042;2026-11-A;1;KES");
});

test("what is typed of a format is there after a reload, for the one it began as, until it is sent", () => {
  expect(keptDraft("bank")).toBeNull();
  keepDraft("bank", { ...draft, name: "our-bank" });
  expect(keptDraft("bank")).toEqual({ ...draft, name: "our-bank" });
  expect(keptDraft("sacco")).toBeNull();
  forgetDraft("bank");
  expect(keptDraft("bank")).toBeNull();
  sessionStorage.setItem("imbuto-draft-format bank", '{"name": "half"}');
  expect(keptDraft("bank"), "what an older app kept in another shape is not read").toBeNull();
});
