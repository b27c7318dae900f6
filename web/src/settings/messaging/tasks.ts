import type { TFunction } from "i18next"

/** What a person may do on a Page, as Facebook's settings call it. */
export function wordTasks(t: TFunction, tasks: string[]): string {
  return tasks
    .map((task) => t(`settings:task.${task}`, { defaultValue: task }))
    .join(t("settings:separator"))
}
