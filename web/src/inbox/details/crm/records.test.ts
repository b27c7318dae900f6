import i18next from "i18next"
import { beforeEach, expect, test } from "vitest"
import { loadWords } from "../../../i18n"
import { aLink, aPanel, aRecord } from "../../../testing/crm"
import { facts, receivers } from "./records"

beforeEach(() => loadWords("panel", "crm"))

test("what could get the messages is open, and linked with a transcript or its person is", () => {
  const linked = [
    aLink(1, aRecord("deal", "1")),
    aLink(2, aRecord("deal", "2"), { transcript: false }),
    aLink(3, aRecord("deal", "3", { status: "won" })),
    aLink(4, aRecord("lead", "4", { gone: true })),
  ]
  const others = [aRecord("deal", "5"), aRecord("deal", "6", { hidden: true, title: "" })]
  const person = aLink(9, aRecord("person", "9"))
  const panel = aPanel({ person, items: linked, open_items: others })
  const ids = (given: typeof panel) => receivers(given).map(({ id }) => id)
  expect(ids(panel)).toEqual(["1", "5"])
  expect(ids({ ...panel, person: { ...person, transcript: false } })).toEqual(["1"])
})

test("a record is told from others of its name, and beside its person theirs is not said again", () => {
  const deal = aRecord("deal", "1", {
    status: "won",
    value: "1200.50",
    currency: "USD",
    person: { id: "9", title: "Mika Sato" },
    owner: { id: "1", name: "Alice" },
  })
  expect(facts(i18next.t, deal)).toEqual(["Deal", "Won", "$1,200.50", "Mika Sato", "Alice"])
  expect(facts(i18next.t, deal, { beside: "9" })).toEqual(["Deal", "Won", "$1,200.50", "Alice"])
  const phones = [{ value: "090-1234-5678", label: "mobile" }]
  const person = aRecord("person", "9", { phones, organization: "Acme Bikes" })
  expect(facts(i18next.t, person)).toEqual(["Person", "Acme Bikes", "090-1234-5678"])
})
