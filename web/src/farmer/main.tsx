/** The farmers' door: small, and open without network. */
import "@shared/look/tokens.css";
import "@shared/look/base.css";

import { makeQueries } from "@shared/api/queries";
import { install } from "@shared/app/updates";
import { startWords } from "@shared/words/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { Door } from "./app/Door";
import { startTheme } from "./app/theme";
import { awaitOffer } from "./data/install";
import { WHO } from "./data/session";
import { loadWords } from "./words";

const queries = makeQueries(WHO);

awaitOffer();
startTheme();
await startWords(loadWords);
createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Door />
    </QueryClientProvider>
  </StrictMode>,
);
void install();
