import type { Me } from "../src/api/types"

export const mockMe: Me = {
  user: { id: 1, email: "aoi@example.com", name: "山本 葵", language: "", verified: true },
  member: { id: 1, role: "admin", can_change_settings: true, available: true },
  workspace: { id: 1, name: "花工房", time_zone: "Asia/Tokyo", assign_on_reply: false },
  workspaces: [{ id: 1, name: "花工房" }],
  sandbox: true,
  public_url: "http://127.0.0.1:8000",
  mail_to_files: true,
}
