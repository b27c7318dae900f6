import i18next from "i18next"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { ApiError } from "../api/error"
import { changeLanguage, loadWords } from "../i18n"
import { ask, onForm, refusals, standing } from "./allauth"

const answers = vi.fn<(url: string, init: RequestInit) => Promise<Response>>()
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })

beforeEach(async () => {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie is what is tested
  document.cookie = "csrftoken=abc"
  vi.stubGlobal("fetch", answers)
  await loadWords("form")
})
afterEach(() => {
  vi.unstubAllGlobals()
  answers.mockReset()
})

test("an answer says who is signed in, and what is pending", () => {
  expect(standing({ status: 200, meta: { is_authenticated: true } })).toBe("signed_in")
  expect(standing({ status: 409 })).toBe("signed_in")
  const flows = [{ id: "login" }, { id: "verify_email", is_pending: true }]
  expect(standing({ status: 401, data: { flows } })).toBe("verify_email")
  expect(standing({ status: 401, data: { flows: [{ id: "login" }] } })).toBe("signed_out")
  const second = [{ id: "mfa_authenticate", is_pending: true }]
  expect(standing({ status: 401, data: { flows: second } })).toBe("second_step")
  const unknown = [{ id: "mfa_trust", is_pending: true }]
  expect(standing({ status: 401, data: { flows: unknown } })).toBe("unsupported")
})

test("a 401 of allauth is an answer, and a 429 an error with words", async () => {
  answers.mockResolvedValueOnce(json(401, { status: 401, data: { flows: [] } }))
  expect((await ask("POST", "auth/signup", {})).status).toBe(401)
  answers.mockResolvedValueOnce(json(429, { status: 429 }))
  await expect(ask("POST", "auth/login", {})).rejects.toMatchObject({ code: "too_many" })
})

test("our own refusals keep their code, and a dead network is offline", async () => {
  answers.mockResolvedValueOnce(json(403, { code: "csrf", message: "…", params: {} }))
  await expect(ask("POST", "auth/login", {})).rejects.toMatchObject({ status: 403, code: "csrf" })
  answers.mockRejectedValueOnce(new TypeError("network"))
  const error = await ask("GET", "config").catch((failure) => failure)
  expect(error).toBeInstanceOf(ApiError)
  expect(error.offline).toBe(true)
})

test("without the cookie one is fetched first, and the screen's language is sent", async () => {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie is what is tested
  document.cookie = "csrftoken=; max-age=0"
  answers.mockImplementation(async () => json(200, { status: 200 }))
  await changeLanguage("ja")
  await ask("POST", "auth/login", { email: "a@example.com" })
  expect(answers.mock.calls.map(([url]) => url)).toEqual([
    "/_allauth/browser/v1/config",
    "/_allauth/browser/v1/auth/login",
  ])
  expect(answers.mock.calls[1]?.[1].headers).toMatchObject({ "Accept-Language": "ja" })
  await changeLanguage("en")
})

const errors = [
  { code: "email_password_mismatch", message: "The email address…", param: "password" },
  { code: "invalid", message: "Enter a valid email address.", param: "email" },
  { code: "brand_new", message: "Something in English", param: "name" },
]

test("allauth's codes are worded beside their fields in the reader's language", async () => {
  await changeLanguage("ja")
  const said = refusals(i18next.t, { status: 400, errors })
  expect(said?.password).toBe("メールアドレスまたはパスワードが正しくありません。")
  expect(said?.email).toContain("メールアドレスを入力してください")
  // A code that nobody knew of is still not shown in English
  expect(said?.name).toBe("入力内容を確認してください。")
  await changeLanguage("en")
})

test("a refusal about no field of the screen is said about the whole form", () => {
  expect(onForm({ key: "This link expired.", email: "Taken." }, ["email"])).toEqual({
    "": "This link expired.",
    email: "Taken.",
  })
  expect(onForm(undefined, ["email"])).toBeUndefined()
  expect(refusals(i18next.t, { status: 400, errors: [] })?.[""]).toBeTruthy()
  expect(refusals(i18next.t, { status: 401 })).toBeUndefined()
})
