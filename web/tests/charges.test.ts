/** How a charge is taken, and when the lines of a voucher balance. */
import { expect, test } from "vitest";

import { taking } from "../src/office/features/charges/charge";
import { balance, NO_LINE } from "../src/office/features/charges/voucher";

test("a share is in per cent, all else in shillings, and all at once needs neither", () => {
  expect(taking("all", "")).toEqual({ basis: "all", rate: null, share_percent: null });
  expect(taking("share", "12,5 %")).toEqual({ basis: "share", rate: null, share_percent: "12.5" });
  expect(taking("run", "500")).toEqual({ basis: "run", rate: { amount: "500.00", currency: "KES" }, share_percent: null });
  expect(taking("litre", "")).toBeNull();
});

test("a voucher is sent only when each line has one side and both sides are equal to the cent", () => {
  const debit = { account: "1040", creditor: null, debit: "1,000.10", credit: "" };
  expect(balance([debit, { account: "1010", creditor: null, debit: "", credit: "1000.10" }]).lines).toHaveLength(2);
  expect(balance([debit, { account: "1010", creditor: null, debit: "", credit: "1000.11" }]).lines).toBeNull();
  expect(balance([debit, { account: "", creditor: null, debit: "", credit: "1000.10" }]).wrong).toEqual([false, true]);
  expect(balance([{ ...debit, credit: "1" }, NO_LINE]).wrong).toEqual([true, true]);
  expect(balance([{ ...debit, debit: "x" }, NO_LINE]).lines).toBeNull();
});

test("a creditor is named on the creditors' account, and on no other", () => {
  const lines = [{ account: "2300", creditor: "UNITY", debit: "500", credit: "" }, { account: "1040", creditor: null, debit: "", credit: "500" }];
  expect(balance(lines).lines?.map((line) => line.creditor)).toEqual(["UNITY", undefined]);
  expect(balance([{ account: "2300", creditor: "", debit: "500", credit: "" }, NO_LINE]).wrong[0]).toBe(true);
});
