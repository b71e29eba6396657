/** Behind the door: who is signed in sees the shell, who is not the sign-in. */
import { mark, SessionProvider, useWho } from "@shared/api/session";
import { forgetKept } from "@shared/offline/kept";
import { Outbox } from "@shared/offline/outbox";
import { OutboxContext } from "@shared/offline/useOutbox";
import { useKeptWho } from "@shared/offline/who";
import { lazy, Suspense, useEffect, useMemo } from "react";

import { ProblemNote } from "../parts/ProblemNote";
import { Waiting } from "../parts/Waiting";
import { Shell } from "./Shell";

const SignIn = lazy(() => import("./SignIn"));

export function Door() {
  const asked = useWho();
  const who = useKeptWho("office", asked);
  const principal = who?.principal;
  const outbox = useMemo(() => (principal ? new Outbox("office", principal) : null), [principal]);
  useEffect(() => outbox?.start(), [outbox]);
  const signedIn = () => {
    mark();
    void asked.refetch();
  };
  if (asked.signedOut) return <Suspense><SignIn onSignedIn={signedIn} /></Suspense>;
  if (!who || !outbox) {
    return asked.problem ? <ProblemNote problem={asked.problem} again={() => void asked.refetch()} /> : <Waiting rows={3} />;
  }
  return (
    <SessionProvider who={who} forget={() => forgetKept("office")}>
      <OutboxContext value={outbox}>
        <Shell />
      </OutboxContext>
    </SessionProvider>
  );
}
