export function focusComposer(): void {
  document.querySelector<HTMLTextAreaElement>("[data-composer]")?.focus()
}
