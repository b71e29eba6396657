/** Mantine in our tokens: its colours, letters and corners come from shared/look/tokens.css. */
import {
  createTheme, defaultVariantColorsResolver, type CSSVariablesResolver, type MantineColorsTuple, type VariantColorsResolver,
} from "@mantine/core";

const green: MantineColorsTuple = [
  "#e9f5ee", "#d5e8dd", "#aad1bb", "#7cb897", "#55a379", "#3c9666", "#2c8a58", "#1b6a40", "#145534", "#0c3f26",
];
/** Greys of the dark theme, with the tint of our paper. */
const dark: MantineColorsTuple = [
  "#e7eee9", "#c5d0c9", "#a8b6ad", "#7c8c82", "#3a4840", "#2c3831", "#1f2923", "#171f1a", "#131a16", "#0f1512",
];

/** Which of our tokens a colour's name means: of a ground, of what stands on it, of its wash. */
const TOKENS: Record<string, { ground: string; hover: string; on: string; wash: string }> = {
  green: { ground: "var(--green)", hover: "var(--green-strong)", on: "var(--on-green)", wash: "var(--green-wash)" },
  red: { ground: "var(--red)", hover: "var(--red)", on: "var(--on-red)", wash: "var(--red-wash)" },
  yellow: { ground: "var(--warm)", hover: "var(--warm)", on: "var(--card)", wash: "var(--warm-wash)" },
  gray: { ground: "var(--ink-soft)", hover: "var(--ink)", on: "var(--card)", wash: "var(--raised)" },
};

const variantColorResolver: VariantColorsResolver = (input) => {
  const token = TOKENS[input.color ?? input.theme.primaryColor];
  if (!token) return defaultVariantColorsResolver(input);
  const { ground, hover, on, wash } = token;
  switch (input.variant) {
    case "filled":
      return { background: ground, hover, color: on, border: "1px solid transparent" };
    case "light":
      return { background: wash, hover: wash, color: ground, border: "1px solid transparent" };
    case "outline":
      return { background: "transparent", hover: wash, color: ground, border: `1px solid ${ground}` };
    case "subtle":
    case "transparent":
      return { background: "transparent", hover: wash, color: ground, border: "1px solid transparent" };
    default:
      return defaultVariantColorsResolver(input);
  }
};

export const theme = createTheme({
  primaryColor: "green",
  primaryShade: { light: 7, dark: 4 },
  colors: { green, dark },
  variantColorResolver,
  fontFamily: "var(--font)",
  headings: { fontFamily: "var(--font)", fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // A dialog's head is no banner of the page.
    ModalHeader: { defaultProps: { role: "presentation" } },
  },
});

const OURS = {
  "--mantine-color-body": "var(--paper)",
  "--mantine-color-text": "var(--ink)",
  "--mantine-color-dimmed": "var(--ink-soft)",
  "--mantine-color-default": "var(--card)",
  "--mantine-color-default-hover": "var(--raised)",
  "--mantine-color-default-color": "var(--ink)",
  "--mantine-color-default-border": "var(--line)",
  "--mantine-color-placeholder": "var(--ink-soft)",
  "--mantine-color-error": "var(--red)",
  "--mantine-color-anchor": "var(--green)",
  "--mantine-color-green-filled": "var(--green)",
  "--mantine-primary-color-filled": "var(--green)",
  "--mantine-primary-color-contrast": "var(--on-green)",
  "--input-bd": "var(--line-strong)",
};

export const themeVariables: CSSVariablesResolver = () => ({ variables: {}, light: OURS, dark: OURS });
