/** What is refused, as people read it. */
import { forPeople } from "@shared/api/problem";
import { expect, test } from "vitest";

test.each([
  ["Check the code, or enter the creditor first: POST /api/v1/creditors.", "Check the code, or enter the creditor first."],
  ["Check the period or the id: GET /api/v1/settlements lists all runs.", "Check the period or the id."],
  ["If the file is right, correct what is recorded (POST /api/v1/deliveries/{id}/correction) and bring it in again.", "If the file is right, correct what is recorded and bring it in again."],
  ["Sign in with POST /api/v1/sessions.", "Sign in."],
  ["Angalia tena. Ingia kwa POST /api/v1/sessions.", "Angalia tena. Ingia."],
  ["Look again. Choose one of GET /api/v1/journal/accounts.", "Look again."],
  ["Weigh again: 12.5 L is much.", "Weigh again: 12.5 L is much."],
])("“%s” tells people what to do, not which call", (remedy, told) => {
  expect(forPeople(remedy)).toBe(told);
});
