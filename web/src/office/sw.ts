/// <reference lib="webworker" />
import { keepTheShell } from "@shared/app/worker";

keepTheShell("office");
