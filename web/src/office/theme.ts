/** Mantine in our tokens: its colours, letters and corners come from shared/look/tokens.css. */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const green: MantineColorsTuple = [
  "#e9f5ee", "#d5e8dd", "#aad1bb", "#7cb897", "#55a379", "#3c9666", "#2c8a58", "#1b6a40", "#145534", "#0c3f26",
];

export const theme = createTheme({
  primaryColor: "green",
  primaryShade: { light: 7, dark: 4 },
  colors: { green },
  fontFamily: "var(--font)",
  headings: { fontFamily: "var(--font)", fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
  autoContrast: true,
  respectReducedMotion: true,
});

export const themeVariables: CSSVariablesResolver = () => {
  const ours = {
    "--mantine-color-body": "var(--paper)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-dimmed": "var(--ink-soft)",
    "--mantine-color-default": "var(--card)",
    "--mantine-color-default-hover": "var(--raised)",
    "--mantine-color-default-border": "var(--line)",
    "--mantine-color-placeholder": "var(--ink-soft)",
    "--mantine-color-error": "var(--red)",
    "--mantine-color-anchor": "var(--green)",
  };
  return { variables: {}, light: ours, dark: ours };
};
