import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, rem } from "@mantine/core"

const indigo: MantineColorsTuple = [
  "#eef0ff",
  "#dfe2ff",
  "#c4c8fd",
  "#a4a8fb",
  "#8b90f7",
  "#7378ee",
  "#6166e0",
  "#5055d2",
  "#4145b4",
  "#363992",
]
const green: MantineColorsTuple = [
  "#e9f8f0",
  "#d3f0e0",
  "#a8e0c2",
  "#79d0a2",
  "#4cc38a",
  "#2fae73",
  "#1f955f",
  "#177445",
  "#125c37",
  "#0d4529",
]
const red: MantineColorsTuple = [
  "#fdecec",
  "#fbd9da",
  "#f6b3b6",
  "#fb9a9f",
  "#ff8087",
  "#e75a63",
  "#d63d48",
  "#c42b37",
  "#a5202b",
  "#861821",
]

/** Mantine draws its surfaces in the dark from these; they are the dark tokens by another name. */
const dark: MantineColorsTuple = [
  "#e9eaf0",
  "#c6c8d3",
  "#abaebc",
  "#989ba9",
  "#3b3e4a",
  "#2a2c35",
  "#22242b",
  "#17181d",
  "#131418",
  "#0d0e12",
]

export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  colors: { indigo, green, red, dark },
  fontFamily:
    'system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", sans-serif',
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  fontSizes: { xs: rem(12), sm: rem(14), md: rem(14), lg: rem(16), xl: rem(20) },
  spacing: { xs: rem(8), sm: rem(12), md: rem(16), lg: rem(24), xl: rem(32) },
  radius: { xs: rem(4), sm: rem(6), md: rem(8), lg: rem(12), xl: rem(16) },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  headings: {
    fontWeight: "650",
    sizes: { h1: { fontSize: rem(22) }, h2: { fontSize: rem(18) }, h3: { fontSize: rem(15) } },
  },
})

/** Mantine's own variables, told to use the tokens, so that both are always one palette. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    "--mantine-color-body": "var(--k-bg)",
    "--mantine-color-text": "var(--k-text)",
    "--mantine-color-dimmed": "var(--k-text-2)",
    "--mantine-color-placeholder": "var(--k-text-3)",
    "--mantine-color-default": "var(--k-raised)",
    "--mantine-color-default-hover": "var(--k-hover)",
    "--mantine-color-default-color": "var(--k-text)",
    "--mantine-color-default-border": "var(--k-line-strong)",
    "--mantine-color-error": "var(--k-red)",
    "--mantine-color-anchor": "var(--k-accent-strong)",
  },
  light: {},
  dark: {},
})
