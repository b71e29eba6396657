/** A name that was searched is there again after going back, and nowhere once somebody has signed out. */
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider, useLocation } from "react-router";
import { expect, test } from "vitest";

import { useTyped } from "@office/features/members/useTyped";
import { inTab } from "@shared/offline/local";

function open(entry: string | { pathname: string; state: unknown }) {
  const held: { children: ReactNode } = { children: null };
  const router = createMemoryRouter([{ path: "*", Component: () => held.children }], { initialEntries: [entry] });
  const wrapper = ({ children }: { children: ReactNode }) => {
    held.children = children;
    return <RouterProvider router={router} />;
  };
  return renderHook(() => ({ typed: useTyped(), at: useLocation() }), { wrapper }).result;
}

test("the history knows where the words are kept, and not the words", async () => {
  const first = open("/members");
  await act(async () => first.current.typed[1]("Wan"));
  await act(async () => first.current.typed[1]("Wanjiku Kamau"));
  expect(first.current.typed[0]).toBe("Wanjiku Kamau");
  const { state } = first.current.at as { state: unknown };
  expect(JSON.stringify(state)).not.toMatch(/wanjiku/i);
  expect(open({ pathname: "/members", state }).current.typed[0]).toBe("Wanjiku Kamau");
  inTab.forget();
  expect(open({ pathname: "/members", state }).current.typed[0]).toBe("");
  expect(JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)])).not.toMatch(/wanjiku/i);
});
