/**
 * How acts that wait are put on the wire: one by one, or, where the API has a list for them, many at once, each
 * with an outcome of its own.
 */
import { fetchWithPatience } from "../api/client";
import { asProblem, Problem, problemOf } from "../api/problem";
import type { components } from "../api/schema";
import type { Waiting } from "./store";

export type Outcome = { act: Waiting; answer: unknown } | { act: Waiting; problem: Problem };
type Answered = components["schemas"]["Outcomes"];

/** Acts on these paths go many at once to the other path. */
const BATCHED: Record<string, string> = { "/api/v1/deliveries": "/api/v1/deliveries/batch" };
const LARGEST_BATCH = 100;

/** The first act, with those right behind it that may go with it. The device's order is kept. */
export function nextLoad(waiting: readonly Waiting[]): Waiting[] {
  const first = waiting[0];
  if (!first) return [];
  if (!(first.path in BATCHED)) return [first];
  const end = waiting.findIndex((act) => act.path !== first.path || act.method !== "POST");
  return waiting.slice(0, Math.min(end < 0 ? waiting.length : end, LARGEST_BATCH));
}

export async function send(acts: readonly Waiting[]): Promise<Outcome[]> {
  const [first] = acts;
  if (!first) return [];
  if (acts.length === 1) return [await sendOne(first)];
  try {
    const answer = (await request(first, BATCHED[first.path] ?? first.path, { items: acts.map((act) => act.body) })) as Answered;
    return acts.map((act, place) => outcomeOf(act, answer.outcomes[place]));
  } catch (thrown) {
    const problem = asProblem(thrown);
    // The list as a whole was not understood, or one of it is more than the server can bear: each has its say alone.
    return problem.kind === "refused" ? singly(acts) : acts.map((act) => ({ act, problem }));
  }
}

/** Behind a silence nothing more is tried: it would be waited for in vain, once for each. */
async function singly(acts: readonly Waiting[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const act of acts) {
    const last = outcomes.at(-1);
    const stopped = last && "problem" in last && isForAll(last.problem) ? last.problem : null;
    outcomes.push(stopped ? { act, problem: stopped } : await sendOne(act));
  }
  return outcomes;
}

/** It is about the network or the person, and not about the one act. */
const isForAll = (problem: Problem) => problem.kind === "network" || problem.kind === "signed-out" || problem.kind === "slow-down";

function outcomeOf(act: Waiting, outcome: Answered["outcomes"][number] | undefined): Outcome {
  if (!outcome) return { act, problem: asProblem(new Error("outcome")) };
  if (outcome.status !== "refused") return { act, answer: outcome };
  const told = (outcome.problem ?? {}) as Partial<components["schemas"]["Problem"]>;
  return { act, problem: new Problem(told.status ?? 409, told) };
}

export async function sendOne(act: Waiting): Promise<Outcome> {
  try {
    return { act, answer: await request(act, act.path, act.body, act.key) };
  } catch (thrown) {
    return { act, problem: asProblem(thrown) };
  }
}

/** Who did it goes with it: the cookie may be another person's by now, and this window not have heard of it. */
async function request({ method, principal }: Waiting, path: string, body: unknown, key?: string): Promise<unknown> {
  const response = await fetchWithPatience(
    new Request(new URL(path, location.origin), {
      method,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "Expected-Principal": principal, ...(key ? { "Idempotency-Key": key } : {}) },
      body: JSON.stringify(body),
    }),
  );
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? undefined : response.json();
}
