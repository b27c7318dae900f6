import { byNamespace } from "../catalogue"

export default byNamespace(
  import.meta.glob(
    [
      "./*.json",
      "!./{form,accounts,settings,connect,help,audit,channel,security,notifications,contacts,crm,panel,board,automation,activities}.json",
    ],
    {
      eager: true,
      import: "default",
    },
  ),
)

/** Words that only screens beside the inbox need; they come with those. */
export const later = import.meta.glob(
  "./{form,accounts,settings,connect,help,audit,channel,security,notifications,contacts,crm,panel,board,automation,activities}.json",
  {
    import: "default",
  },
)
